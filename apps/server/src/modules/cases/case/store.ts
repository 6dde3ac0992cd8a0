import type { FactValues, Label, Severity } from "@chengyun/kernel";
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { later } from "../../../platform/prepared.ts";
import { statement } from "../../../platform/statement.ts";
import type { CaseRecord, Doing, StandingCase } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;
export type Box = readonly [west: number, south: number, east: number, north: number];

interface CaseTable {
  id: string;
  no: string;
  category: string;
  title: Json<Label>;
  title_pairs: ColumnType<string[], never, never>;
  severity: Severity | null;
  longitude: number;
  latitude: number;
  at_box: ColumnType<string, never, never>;
  area_path: string;
  thing_id: string | null;
  department_id: string | null;
  handed_back_by: string | null;
  reports: number;
  urgent: Generated<boolean>;
  /** Channel of the report that opened it. */
  channel: string | null;
  /** False where another system only guessed: it stands on no map. */
  placed: Generated<boolean>;
  facts: Json<FactValues>;
  opened_at: Date;
  reported_at: Date;
  fixed_at: Date | null;
  fixed_by: string | null;
  verified_at: Date | null;
  verified_by: string | null;
  closed_at: Date | null;
  closed_by: string | null;
  exempted_at: Date | null;
  heard_at: Date | null;
  heard_fixed: boolean | null;
  heard_report: string | null;
  heard_called: Generated<boolean>;
  merged_into: string | null;
}

interface CaseSerialTable {
  day: string;
  /** Number of the sequence that was the day's first. */
  first: number;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    cases: CaseTable;
    case_serials: CaseSerialTable;
  }
}

const doing = (at: Date | null, by: string | null): Doing | undefined =>
  at === null || by === null ? undefined : { at, by };

type HeardRow = Pick<Selectable<CaseTable>, "heard_at" | "heard_fixed" | "heard_report" | "heard_called">;

const heardOf = ({ heard_at: at, heard_fixed, heard_report, heard_called: called }: HeardRow): CaseRecord["heard"] =>
  at === null ? undefined : { at, fixed: heard_fixed === true, called, reportId: heard_report ?? undefined };

const toCase = (row: Omit<Selectable<CaseTable>, "at_box" | "title_pairs">): CaseRecord => ({
  id: row.id,
  no: row.no,
  category: row.category,
  title: row.title,
  severity: row.severity ?? undefined,
  position: [row.longitude, row.latitude],
  areaPath: row.area_path,
  thingId: row.thing_id ?? undefined,
  departmentId: row.department_id ?? undefined,
  handedBackBy: row.handed_back_by ?? undefined,
  reports: row.reports,
  urgent: row.urgent,
  channel: row.channel ?? undefined,
  placed: row.placed,
  facts: row.facts,
  openedAt: row.opened_at,
  reportedAt: row.reported_at,
  fixed: doing(row.fixed_at, row.fixed_by),
  verified: doing(row.verified_at, row.verified_by),
  closed: doing(row.closed_at, row.closed_by),
  exemptedAt: row.exempted_at ?? undefined,
  heard: heardOf(row),
  mergedInto: row.merged_into ?? undefined,
});

const columns = [
  "cases.id",
  "no",
  "category",
  "title",
  "severity",
  "longitude",
  "latitude",
  "cases.area_path",
  "thing_id",
  "department_id",
  "handed_back_by",
  "reports",
  "urgent",
  "channel",
  "placed",
  "facts",
  "opened_at",
  "reported_at",
  "fixed_at",
  "fixed_by",
  "verified_at",
  "verified_by",
  "closed_at",
  "closed_by",
  "exempted_at",
  "heard_at",
  "heard_fixed",
  "heard_report",
  "heard_called",
  "merged_into",
] as const;

/** Cases with where each stands, to be narrowed by whoever asks. */
export const standingCases = (db: Db) =>
  db
    .selectFrom("cases")
    .innerJoin("subjects", "subjects.id", "cases.id")
    .select(columns)
    .select(["subjects.stage", "subjects.version", "subjects.changed_at", "subjects.departments", "subjects.due_at"]);

/** Such a row as a case. */
export const toStanding = (
  row: Awaited<ReturnType<ReturnType<typeof standingCases>["execute"]>>[number],
): StandingCase => ({
  ...toCase(row),
  stage: row.stage,
  version: row.version,
  changedAt: row.changed_at,
  departments: row.departments,
  dueAt: row.due_at ?? undefined,
});

/** A box as PostgreSQL writes it. */
export const boxText = ([west, south, east, north]: Box): string => `((${west},${south}),(${east},${north}))`;

const drawn = statement(
  (_, given: { day: string }) => sql<{ number: number; first: number | null }>`
    SELECT nextval('case_numbers') AS number, (SELECT first FROM case_serials WHERE day = ${given.day}) AS first`,
);

const began = statement((db, given: { day: string; first: number }) =>
  db
    .insertInto("case_serials")
    .values({ day: given.day, first: given.first })
    .onConflict((conflict) => conflict.doNothing())
    .returning("first"),
);

/**
 * Next number of a day, never given twice, and nobody waits for whoever drew the one before: a case that comes to
 * nothing leaves a gap. Only the first of a day is waited for, until it is clear whether there is one.
 */
export const nextSerial = async (db: Db, day: string): Promise<number> => {
  for (;;) {
    const [row] = await drawn(db, { day });
    if (row === undefined) throw new Error(`no case number of ${day}`);
    const first = row.first ?? (await began(db, { day, first: row.number }))[0]?.first;
    // Another was the first of the day, perhaps with a higher number: the next is behind it.
    if (first !== undefined) return row.number - first + 1;
  }
};

const toRow = (one: CaseRecord) => ({
  id: one.id,
  no: one.no,
  category: one.category,
  title: JSON.stringify(one.title),
  severity: one.severity ?? null,
  longitude: one.position[0],
  latitude: one.position[1],
  area_path: one.areaPath,
  thing_id: one.thingId ?? null,
  department_id: one.departmentId ?? null,
  reports: one.reports,
  urgent: one.urgent,
  channel: one.channel ?? null,
  facts: JSON.stringify(one.facts),
  opened_at: one.openedAt,
  reported_at: one.reportedAt,
});

const insert = statement((db, given: ReturnType<typeof toRow>) =>
  db
    .insertInto("cases")
    .values({
      id: given.id,
      no: given.no,
      category: given.category,
      title: given.title,
      severity: given.severity,
      longitude: given.longitude,
      latitude: given.latitude,
      area_path: given.area_path,
      thing_id: given.thing_id,
      department_id: given.department_id,
      reports: given.reports,
      urgent: given.urgent,
      channel: given.channel,
      facts: given.facts,
      opened_at: given.opened_at,
      reported_at: given.reported_at,
    })
    .modifyEnd(later),
);

export const insertCase = async (db: Db, one: CaseRecord): Promise<void> => {
  await insert(db, toRow(one));
};

/** What a move may change of a case; what is not named stays, `null` clears. */
export interface CaseChange {
  readonly facts?: FactValues;
  readonly departmentId?: string | null;
  readonly handedBackBy?: string | null;
  readonly category?: string;
  readonly position?: readonly [number, number];
  readonly areaPath?: string;
  readonly severity?: Severity | null;
  readonly reports?: number;
  readonly urgent?: boolean;
  readonly reportedAt?: Date;
  readonly fixed?: Doing | null;
  readonly verified?: Doing | null;
  readonly closed?: Doing | null;
  readonly exemptedAt?: Date;
  readonly heard?: StandingCase["heard"] | null;
}

const heardColumns = (heard: StandingCase["heard"] | null) => ({
  heard_at: heard?.at ?? null,
  heard_fixed: heard?.fixed ?? null,
  heard_report: heard?.reportId ?? null,
  heard_called: heard?.called === true,
});

const toColumns = (set: CaseChange) => {
  const mark = (name: "fixed" | "verified" | "closed") =>
    set[name] === undefined ? {} : { [`${name}_at`]: set[name]?.at ?? null, [`${name}_by`]: set[name]?.by ?? null };
  return {
    ...(set.facts === undefined ? {} : { facts: JSON.stringify(set.facts) }),
    ...(set.departmentId === undefined ? {} : { department_id: set.departmentId }),
    ...(set.handedBackBy === undefined ? {} : { handed_back_by: set.handedBackBy }),
    ...(set.category === undefined ? {} : { category: set.category }),
    ...(set.position === undefined ? {} : { longitude: set.position[0], latitude: set.position[1] }),
    ...(set.areaPath === undefined ? {} : { area_path: set.areaPath }),
    ...(set.severity === undefined ? {} : { severity: set.severity }),
    ...(set.reports === undefined ? {} : { reports: set.reports }),
    ...(set.urgent === undefined ? {} : { urgent: set.urgent }),
    ...(set.reportedAt === undefined ? {} : { reported_at: set.reportedAt }),
    ...(set.heard === undefined ? {} : heardColumns(set.heard)),
    ...(set.exemptedAt === undefined ? {} : { exempted_at: set.exemptedAt }),
    ...mark("fixed"),
    ...mark("verified"),
    ...mark("closed"),
  };
};

type Columns = ReturnType<typeof toColumns>;

/** The same columns as places of values. */
const placesOf = (names: readonly string[], given: Columns): Columns =>
  Object.fromEntries(names.map((name) => [name, given[name as keyof Columns]]));

const updating = (names: readonly string[]) =>
  statement((db, given: Columns & { key: string }) =>
    db.updateTable("cases").set(placesOf(names, given)).where("id", "=", given.key).modifyEnd(later),
  );

const adding = (names: readonly string[]) =>
  statement((db, given: Columns & { key: string; more: string }) =>
    db
      .updateTable("cases")
      .set({ ...placesOf(names, given), facts: sql<string>`cases.facts || ${given.more}::jsonb` })
      .where("id", "=", given.key)
      .returning(["longitude", "latitude", "area_path", "department_id"]),
  );

/** One statement for each set of columns that moves write. */
const forColumns = <Made>(make: (names: readonly string[]) => Made) => {
  const made = new Map<string, Made>();
  return (set: Columns): Made => {
    const names = Object.keys(set).sort();
    const known = made.get(names.join()) ?? make(names);
    made.set(names.join(), known);
    return known;
  };
};

const updateColumns = forColumns(updating);
const addColumns = forColumns(adding);

export const updateCase = async (db: Db, id: string, set: CaseChange): Promise<void> => {
  const columnsSet = toColumns(set);
  if (Object.keys(columnsSet).length > 0) await updateColumns(columnsSet)(db, { ...columnsSet, key: id });
};

const noting = (names: readonly string[]) =>
  statement((db, given: Columns & { key: string; more: string }) =>
    db
      .updateTable("cases")
      .set({ ...placesOf(names, given), facts: sql<string>`cases.facts || ${given.more}::jsonb` })
      .where("id", "=", given.key)
      .modifyEnd(later),
  );

const noteColumns = forColumns(noting);

/** Adds facts to those a case has, and what else changes. */
export const noteOnCase = async (
  db: Db,
  id: string,
  { facts, ...set }: CaseChange & { readonly facts: FactValues },
): Promise<void> => {
  const columnsSet = toColumns(set);
  await noteColumns(columnsSet)(db, { ...columnsSet, key: id, more: JSON.stringify(facts) });
};

/** Where a case lies and whose it is. */
export type CasePlace = Pick<CaseRecord, "id" | "position" | "areaPath" | "departmentId">;

/** Adds facts to those a case has, and what else changes, and answers where the case lies and whose it is then. */
export const addToCase = async (
  db: Db,
  id: string,
  { facts, ...set }: CaseChange & { readonly facts: FactValues },
): Promise<CasePlace | undefined> => {
  const columnsSet = toColumns(set);
  const [row] = await addColumns(columnsSet)(db, { ...columnsSet, key: id, more: JSON.stringify(facts) });
  if (row === undefined) return undefined;
  const { longitude, latitude, area_path: areaPath, department_id } = row;
  return { id, position: [longitude, latitude], areaPath, departmentId: department_id ?? undefined };
};

const count = statement((db, given: { id: string; at: Date }) =>
  db
    .updateTable("cases")
    .set({ reports: sql<number>`reports + 1`, reported_at: given.at })
    .where("id", "=", given.id)
    .returning("severity"),
);

/** Counts one more report; answers how grave the case is. The caller holds its subject's lock. */
export const countReport = async (db: Db, id: string, at: Date): Promise<Severity | undefined> => {
  const [row] = await count(db, { id, at });
  return row?.severity ?? undefined;
};

const standingById = statement((db, given: { id: string }) => standingCases(db).where("cases.id", "=", given.id));

export const findCase = async (db: Db, id: string): Promise<StandingCase | undefined> => {
  const [row] = await standingById(db, { id });
  return row === undefined ? undefined : toStanding(row);
};

/** Says which case one goes on in; those merged into it before go along. */
export const updateMergedInto = async (db: Db, id: string, into: string): Promise<void> => {
  await db
    .updateTable("cases")
    .set({ merged_into: into })
    .where((either) => either.or([either("id", "=", id), either("merged_into", "=", id)]))
    .execute();
};

/** A case goes on by itself again, and those that had been merged into it with it. */
export const updateMergedBack = async (db: Db, id: string, within: readonly string[]): Promise<void> => {
  await db.updateTable("cases").set({ merged_into: null }).where("id", "=", id).execute();
  if (within.length > 0)
    await db
      .updateTable("cases")
      .set({ merged_into: id })
      .where("id", "in", [...within])
      .execute();
};

/** Cases that were merged into one, the first opened first. */
export const listMerged = (db: Db, into: string): Promise<{ id: string; no: string }[]> =>
  db
    .selectFrom("cases")
    .select(["id", "no"])
    .where("merged_into", "=", into)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();

/** Cases by id, in no order. */
export const listCasesByIds = async (db: Db, ids: readonly string[]): Promise<StandingCase[]> =>
  ids.length === 0
    ? []
    : (
        await standingCases(db)
          .where("cases.id", "in", [...ids])
          .execute()
      ).map(toStanding);

/** Open cases of some categories in a box, told of since a moment. */
export const listOpenAround = async (
  db: Db,
  asked: {
    readonly categories: readonly string[];
    readonly box: Box;
    readonly since: Date;
    readonly stages: readonly string[];
  },
): Promise<{ id: string; severity: Severity | undefined; position: readonly [number, number] }[]> => {
  const [west, south, east, north] = asked.box;
  const rows = await db
    .selectFrom("cases as c")
    .innerJoin("subjects as s", "s.id", "c.id")
    .select(["c.id as id", "c.severity as severity", "c.longitude as longitude", "c.latitude as latitude"])
    .where("c.category", "in", [...asked.categories])
    .where(sql<boolean>`c.at_box && ${boxText(asked.box)}::box`)
    .where("c.longitude", ">=", west)
    .where("c.longitude", "<=", east)
    .where("c.latitude", ">=", south)
    .where("c.latitude", "<=", north)
    .where("c.opened_at", ">=", asked.since)
    .where("s.stage", "in", [...asked.stages])
    .orderBy("c.id")
    .limit(500)
    .execute();
  return rows.map(({ id, severity, longitude, latitude }) => ({
    id,
    severity: severity ?? undefined,
    position: [longitude, latitude],
  }));
};

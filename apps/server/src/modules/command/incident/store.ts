import type { IncidentLevel, Label } from "@chengyun/kernel";
import { type ColumnType, type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { IncidentRecord, Origin, StandingIncident } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface IncidentTable {
  id: string;
  no: string;
  type: string;
  drill: boolean;
  title: Json<Label>;
  words: string | null;
  origin: Origin;
  level: IncidentLevel | null;
  proposed: IncidentLevel | null;
  proposed_words: ColumnType<Label | null, string | null, string | null>;
  longitude: number;
  latitude: number;
  area_path: string;
  commander_id: string | null;
  plan: string | null;
  figures: Json<Readonly<Record<string, number>>>;
  asked: Json<Readonly<Record<string, number>>>;
  review_text: string | null;
  opened_at: Date;
  confirmed_at: Date | null;
  activated_at: Date | null;
  level_at: Date | null;
  stood_down_at: Date | null;
  sealed_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    incidents: IncidentTable;
    incident_cases: { case_id: string; incident_id: string; at: Date };
    incident_serials: { day: string; last: number };
  }
}

const toRow = (record: IncidentRecord): Insertable<IncidentTable> => ({
  id: record.id,
  no: record.no,
  type: record.type,
  drill: record.drill,
  title: JSON.stringify(record.title),
  words: record.words ?? null,
  origin: record.origin,
  level: record.level ?? null,
  proposed: record.proposed ?? null,
  proposed_words: record.proposedWords === undefined ? null : JSON.stringify(record.proposedWords),
  longitude: record.position[0],
  latitude: record.position[1],
  area_path: record.areaPath,
  commander_id: record.commanderId ?? null,
  plan: record.plan ?? null,
  figures: JSON.stringify(record.figures),
  asked: JSON.stringify(record.asked),
  review_text: record.reviewText ?? null,
  opened_at: record.openedAt,
  confirmed_at: record.confirmedAt ?? null,
  activated_at: record.activatedAt ?? null,
  level_at: record.levelAt ?? null,
  stood_down_at: record.stoodDownAt ?? null,
  sealed_at: record.sealedAt ?? null,
});

type Row = Selectable<IncidentTable> & { stage: string; version: number; changed_at: Date; departments: string[] };

const fromRow = (row: Row): StandingIncident => ({
  id: row.id,
  no: row.no,
  type: row.type,
  drill: row.drill,
  title: row.title,
  words: row.words ?? undefined,
  origin: row.origin,
  level: row.level ?? undefined,
  proposed: row.proposed ?? undefined,
  proposedWords: row.proposed_words ?? undefined,
  position: [row.longitude, row.latitude],
  areaPath: row.area_path,
  commanderId: row.commander_id ?? undefined,
  plan: row.plan ?? undefined,
  figures: row.figures,
  asked: row.asked,
  reviewText: row.review_text ?? undefined,
  openedAt: row.opened_at,
  confirmedAt: row.confirmed_at ?? undefined,
  activatedAt: row.activated_at ?? undefined,
  levelAt: row.level_at ?? undefined,
  stoodDownAt: row.stood_down_at ?? undefined,
  sealedAt: row.sealed_at ?? undefined,
  stage: row.stage,
  version: row.version,
  changedAt: row.changed_at,
  departments: row.departments,
});

const select = (db: Db) =>
  db
    .selectFrom("incidents as i")
    .innerJoin("subjects as s", "s.id", "i.id")
    .selectAll("i")
    .select(["s.stage as stage", "s.version as version", "s.changed_at as changed_at", "s.departments as departments"]);

export const insertIncident = async (db: Db, record: IncidentRecord): Promise<void> => {
  await db.insertInto("incidents").values(toRow(record)).execute();
};

export const findIncident = async (db: Db, id: string): Promise<StandingIncident | undefined> => {
  const row = await select(db).where("i.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

export const listIncidentsByIds = async (db: Db, ids: readonly string[]): Promise<StandingIncident[]> =>
  ids.length === 0
    ? []
    : (
        await select(db)
          .where("i.id", "in", [...ids])
          .execute()
      ).map(fromRow);

/** Which incidents are asked for; scope is of their subjects. */
export interface IncidentFilter {
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly drill: boolean | undefined;
  readonly type: string | undefined;
  readonly caseId: string | undefined;
  readonly beforeId: string | undefined;
  readonly limit: number;
}

/** Incidents by the filter, newest first. */
export const listIncidents = async (db: Db, filter: IncidentFilter): Promise<StandingIncident[]> => {
  let query = select(db).where(sql<boolean>`starts_with(s.area_path, ${filter.areaPath})`);
  if (filter.departments !== "all")
    query = query.where(sql<boolean>`s.departments && ${[...filter.departments]}::uuid[]`);
  if (filter.stages !== undefined) query = query.where("s.stage", "in", [...filter.stages]);
  if (filter.drill !== undefined) query = query.where("i.drill", "=", filter.drill);
  if (filter.type !== undefined) query = query.where("i.type", "=", filter.type);
  if (filter.caseId !== undefined)
    query = query.where("i.id", "in", (inner) =>
      inner
        .selectFrom("incident_cases")
        .select("incident_id")
        .where("case_id", "=", filter.caseId ?? ""),
    );
  if (filter.beforeId !== undefined) query = query.where("i.id", "<", filter.beforeId);
  return (await query.orderBy("i.id", "desc").limit(filter.limit).execute()).map(fromRow);
};

/** What of an incident can change. */
export type IncidentChange = Partial<
  Pick<
    IncidentRecord,
    | "level"
    | "proposed"
    | "proposedWords"
    | "commanderId"
    | "plan"
    | "figures"
    | "asked"
    | "reviewText"
    | "confirmedAt"
    | "activatedAt"
    | "levelAt"
    | "stoodDownAt"
    | "sealedAt"
  >
>;

const columns = {
  level: "level",
  proposed: "proposed",
  proposedWords: "proposed_words",
  commanderId: "commander_id",
  plan: "plan",
  figures: "figures",
  asked: "asked",
  reviewText: "review_text",
  confirmedAt: "confirmed_at",
  activatedAt: "activated_at",
  levelAt: "level_at",
  stoodDownAt: "stood_down_at",
  sealedAt: "sealed_at",
} as const satisfies Record<keyof IncidentChange, keyof IncidentTable>;

const isJson = (name: string): boolean => ["proposedWords", "figures", "asked"].includes(name);

export const updateIncident = async (db: Db, id: string, change: IncidentChange): Promise<void> => {
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      columns[name as keyof IncidentChange],
      value === undefined ? null : isJson(name) ? JSON.stringify(value) : value,
    ]),
  ) as Updateable<IncidentTable>;
  if (Object.keys(set).length > 0) await db.updateTable("incidents").set(set).where("id", "=", id).execute();
};

/** Adds a case; false where it belongs to an incident already. */
export const insertIncidentCase = async (db: Db, incidentId: string, caseId: string, at: Date): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("incident_cases")
    .values({ case_id: caseId, incident_id: incidentId, at })
    .onConflict((conflict) => conflict.column("case_id").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** Cases of some incidents, in the order in which they came. */
export const listIncidentCases = (
  db: Db,
  incidentIds: readonly string[],
): Promise<{ incident_id: string; case_id: string }[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("incident_cases")
        .select(["incident_id", "case_id"])
        .where("incident_id", "in", [...incidentIds])
        .orderBy("at")
        .orderBy("case_id")
        .execute();

/** Which incident a case belongs to. */
export const findIncidentOfCase = async (db: Db, caseId: string): Promise<string | undefined> =>
  (await db.selectFrom("incident_cases").select("incident_id").where("case_id", "=", caseId).executeTakeFirst())
    ?.incident_id;

/** The next serial number of a day; whoever draws it keeps the next waiting until the end of the transaction. */
export const nextIncidentSerial = async (db: Db, day: string): Promise<number> => {
  const row = await db
    .insertInto("incident_serials")
    .values({ day, last: 1 })
    .onConflict((conflict) => conflict.column("day").doUpdateSet({ last: sql<number>`incident_serials.last + 1` }))
    .returning("last")
    .executeTakeFirstOrThrow();
  return row.last;
};

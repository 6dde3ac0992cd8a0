import type { ReportChannel, ReportMatter, Urgency } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { later } from "../../../platform/prepared.ts";
import { statement } from "../../../platform/statement.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface ReportTable {
  id: string;
  case_id: string | null;
  channel: ReportChannel;
  at: Date;
  alarm_id: string | null;
  words: ColumnType<Label | null, string | null, string | null>;
  text_id: string | null;
  reporter_id: string | null;
  longitude: number | null;
  latitude: number | null;
  joined: Json<Label>;
  opens: Generated<boolean>;
  no: string | null;
  matter: Generated<ReportMatter>;
  category: string | null;
  citizen_kind: string | null;
  urgency: Generated<Urgency>;
  area_path: string | null;
  address_id: string | null;
  answer_id: string | null;
  connected_to: string | null;
  happened_at: Date | null;
  client_key: string | null;
  photos: Generated<string[]>;
  not_same_as: Generated<string[]>;
  said_fixed: boolean | null;
  said_at: Date | null;
  said_id: string | null;
  rating: number | null;
  reminders: Generated<number>;
  reminded_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    reports: ReportTable;
  }
}

/** Somebody or something says there is a problem, or asks something. */
export interface ReportRecord {
  readonly id: string;
  /** Absent while it waits, and for advice. */
  readonly caseId?: string | undefined;
  readonly channel: ReportChannel;
  readonly at: Date;
  readonly alarmId?: string | undefined;
  /** Words of the platform itself, for alarms. */
  readonly words?: Label | undefined;
  /** Words of a person: in the vault. */
  readonly textId?: string | undefined;
  readonly reporterId?: string | undefined;
  readonly position?: readonly [number, number] | undefined;
  /** Why it joined the case, that it opened it, or that it waits. */
  readonly joined: Label;
  /** Whether its case was opened by it. */
  readonly opens?: boolean | undefined;
  /** Number under which its reporter follows it; alarms have none. */
  readonly no?: string | undefined;
  readonly matter?: ReportMatter | undefined;
  readonly category?: string | undefined;
  readonly citizenKind?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly areaPath?: string | undefined;
  readonly addressId?: string | undefined;
  readonly answerId?: string | undefined;
  readonly connectedTo?: string | undefined;
  readonly happenedAt?: Date | undefined;
  readonly clientKey?: string | undefined;
  readonly photos?: readonly string[] | undefined;
  readonly notSameAs?: readonly string[] | undefined;
  readonly saidFixed?: boolean | undefined;
  readonly saidAt?: Date | undefined;
  readonly saidId?: string | undefined;
  readonly rating?: number | undefined;
  readonly reminders?: number | undefined;
  readonly remindedAt?: Date | undefined;
}

const known = <Value>(value: Value | null): Value | undefined => (value === null ? undefined : value);

const placeOf = ({ longitude, latitude }: Selectable<ReportTable>): readonly [number, number] | undefined =>
  longitude === null || latitude === null ? undefined : [longitude, latitude];

const fromRow = (row: Selectable<ReportTable>): ReportRecord => ({
  id: row.id,
  caseId: known(row.case_id),
  channel: row.channel,
  at: row.at,
  alarmId: known(row.alarm_id),
  words: known(row.words),
  textId: known(row.text_id),
  reporterId: known(row.reporter_id),
  position: placeOf(row),
  joined: row.joined,
  opens: row.opens,
  no: known(row.no),
  matter: row.matter,
  category: known(row.category),
  citizenKind: known(row.citizen_kind),
  urgency: row.urgency,
  areaPath: known(row.area_path),
  addressId: known(row.address_id),
  answerId: known(row.answer_id),
  connectedTo: known(row.connected_to),
  happenedAt: known(row.happened_at),
  clientKey: known(row.client_key),
  photos: row.photos,
  notSameAs: row.not_same_as,
  saidFixed: known(row.said_fixed),
  saidAt: known(row.said_at),
  saidId: known(row.said_id),
  rating: known(row.rating),
  reminders: row.reminders,
  remindedAt: known(row.reminded_at),
});

/** What is written of a report; `null` clears. */
type ReportChange = Omit<Partial<ReportRecord>, "saidId"> & { readonly saidId?: string | null | undefined };

/** Columns of a record; what it does not name is not written. */
const toColumns = (report: ReportChange) => {
  const columns = {
    case_id: report.caseId,
    channel: report.channel,
    alarm_id: report.alarmId,
    words: report.words === undefined ? undefined : JSON.stringify(report.words),
    text_id: report.textId,
    reporter_id: report.reporterId,
    longitude: report.position?.[0],
    latitude: report.position?.[1],
    joined: report.joined === undefined ? undefined : JSON.stringify(report.joined),
    opens: report.opens,
    no: report.no,
    matter: report.matter,
    category: report.category,
    citizen_kind: report.citizenKind,
    urgency: report.urgency,
    area_path: report.areaPath,
    address_id: report.addressId,
    answer_id: report.answerId,
    connected_to: report.connectedTo,
    happened_at: report.happenedAt,
    client_key: report.clientKey,
    photos: report.photos === undefined ? undefined : [...report.photos],
    not_same_as: report.notSameAs === undefined ? undefined : [...report.notSameAs],
    said_fixed: report.saidFixed,
    said_at: report.saidAt,
    said_id: report.saidId,
    rating: report.rating,
    reminders: report.reminders,
    reminded_at: report.remindedAt,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Partial<
    typeof columns
  >;
};

type Columns = Readonly<Record<string, unknown>>;

const inserting = (names: readonly string[]) =>
  statement((db, given: Columns) =>
    db
      .insertInto("reports")
      .values(Object.fromEntries(names.map((name) => [name, given[name]])) as never)
      .modifyEnd(later),
  );

/** One statement for each set of columns that reports come with: what a channel doesn't say has its default. */
const insertsOf = new Map<string, ReturnType<typeof inserting>>();

export const insertReport = async (db: Db, report: ReportRecord): Promise<void> => {
  const columns: Columns = { ...toColumns(report), id: report.id, at: report.at };
  const names = Object.keys(columns).sort();
  const insert = insertsOf.get(names.join()) ?? inserting(names);
  insertsOf.set(names.join(), insert);
  await insert(db, columns);
};

/** Writes what is named of a report; the rest stays. */
export const updateReport = async (db: Db, id: string, set: ReportChange): Promise<void> => {
  await db
    .updateTable("reports")
    .set(toColumns(set) as object)
    .where("id", "=", id)
    .execute();
};

/** A report that is in no case any more. */
export const clearCaseOf = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("reports").set({ case_id: null }).where("id", "=", id).execute();
};

/** Case that an alarm's report went into; undefined when it made none. */
export const findCaseOfAlarm = async (db: Db, alarmId: string): Promise<string | undefined> =>
  (await db.selectFrom("reports").select("case_id").where("alarm_id", "=", alarmId).executeTakeFirst())?.case_id ??
  undefined;

const all = (db: Db) => db.selectFrom("reports").selectAll();

const ofCases = statement((db, given: { ids: readonly string[] }) =>
  all(db).where(sql<boolean>`case_id = ANY (${given.ids}::uuid[])`).orderBy("at").orderBy("id"),
);

const byIds = statement((db, given: { ids: readonly string[] }) =>
  all(db).where(sql<boolean>`id = ANY (${given.ids}::uuid[])`),
);

const byNumber = statement((db, given: { no: string }) =>
  db.selectFrom("reports").select("id").where("no", "=", given.no),
);

/** Whether a number is taken. */
export const isNumberTaken = async (db: Db, no: string): Promise<boolean> => (await byNumber(db, { no })).length > 0;

export const listReports = async (db: Db, caseId: string): Promise<ReportRecord[]> =>
  (await ofCases(db, { ids: [caseId] })).map(fromRow);

/** Reports of a case in the order they came, so many behind one of them. */
export const listReportPage = async (
  db: Db,
  caseId: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<ReportRecord[]> => {
  const asked = all(db).where("case_id", "=", caseId).orderBy("at").orderBy("id").limit(limit);
  const behind = sql<boolean>`(at, id) > (SELECT at, id FROM reports WHERE id = ${after ?? null}::uuid)`;
  return (await (after === undefined ? asked : asked.where(behind)).execute()).map(fromRow);
};

/** Alarms among the reports of a case, in the order they came. */
export const listAlarmsOf = async (db: Db, caseId: string): Promise<string[]> =>
  (
    await db
      .selectFrom("reports")
      .select("alarm_id")
      .where("case_id", "=", caseId)
      .where("alarm_id", "is not", null)
      .orderBy("at")
      .orderBy("id")
      .execute()
  ).flatMap(({ alarm_id: id }) => id ?? []);

/** Reports by id, in no order. */
export const listReportsByIds = async (db: Db, ids: readonly string[]): Promise<ReportRecord[]> =>
  ids.length === 0 ? [] : (await byIds(db, { ids })).map(fromRow);

/** How many reports came in one person's name between two moments, the later one included. */
export const countOfPerson = async (db: Db, personId: string, from: Date, to: Date): Promise<number> => {
  const { count } = await db
    .selectFrom("reports")
    .select((select) => select.fn.countAll<string>().as("count"))
    .where("reporter_id", "=", personId)
    .where("at", ">", from)
    .where("at", "<=", to)
    .executeTakeFirstOrThrow();
  return Number(count);
};

/** Reports of several cases, for what their reporters said. */
export const listReportsOf = async (db: Db, caseIds: readonly string[]): Promise<ReportRecord[]> =>
  caseIds.length === 0 ? [] : (await ofCases(db, { ids: caseIds })).map(fromRow);

export const findReport = async (
  db: Db,
  by: { id: string } | { no: string } | { clientKey: string },
  { lock = false }: { lock?: boolean } = {},
): Promise<ReportRecord | undefined> => {
  const asked = lock ? all(db).forUpdate() : all(db);
  const row = await ("id" in by
    ? asked.where("id", "=", by.id)
    : "no" in by
      ? asked.where("no", "=", by.no)
      : asked.where("client_key", "=", by.clientKey)
  ).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** What these persons reported, newest first. */
export const listReportsBy = async (db: Db, personIds: readonly string[]): Promise<ReportRecord[]> =>
  personIds.length === 0
    ? []
    : (
        await all(db)
          .where("reporter_id", "in", [...personIds])
          .orderBy("at", "desc")
          .orderBy("id", "desc")
          .limit(50)
          .execute()
      ).map(fromRow);

/** So many are shown at a time. */
export const mostWaiting = 200;

/**
 * Reports nobody has decided about within an area, and one more than are shown: urgent ones and then the oldest first, each with its version. The
 * area is asked for before the list is cut: another district's rush hides nobody's own.
 */
export const listWaiting = async (
  db: Db,
  areaPath: string,
): Promise<{ report: ReportRecord; version: number; departments: string[] }[]> =>
  (
    await db
      .selectFrom("reports")
      .innerJoin("subjects", "subjects.id", "reports.id")
      .selectAll("reports")
      .select(["subjects.version as subject_version", "subjects.departments as subject_departments"])
      .where("case_id", "is", null)
      .where("answer_id", "is", null)
      .where("subjects.stage", "=", "waiting")
      .where(sql<boolean>`starts_with(coalesce(reports.area_path, ''), ${areaPath})`)
      .orderBy(sql`urgency = 'urgent'`, "desc")
      .orderBy("reports.at")
      .orderBy("reports.id")
      .limit(mostWaiting + 1)
      .execute()
  ).map((row) => ({ report: fromRow(row), version: row.subject_version, departments: row.subject_departments }));

/** The same report sent twice at once: the second waits here and then finds the first. */
export const lockKey = async (db: Db, clientKey: string): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reports.key:${clientKey}`}, 0))`.execute(db);
};

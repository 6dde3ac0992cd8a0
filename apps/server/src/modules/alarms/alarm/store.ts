import { type Severity, severityRank } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { AlarmFilter, AlarmRecord } from "./model.ts";

interface AlarmTable {
  id: string;
  rule: string;
  thing_id: string;
  stream_no: number;
  started_at: Date;
  since: Date;
  raised_at: Date;
  told_at: Date;
  cleared_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  severity: Severity;
  peak: Severity;
  value: number;
  silence: boolean;
  longitude: number;
  latitude: number;
  area_path: string;
  case_id: string | null;
  cause_id: string | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    alarms: AlarmTable;
    alarm_reach: { alarm_id: string; rule: string; thing_id: string };
  }
}

const select = (db: Db) =>
  db
    .selectFrom("alarms as a")
    .innerJoin("subjects as s", "s.id", "a.id")
    .selectAll("a")
    .select(["s.stage as stage", "s.version as version"]);

const toAlarm = (row: AlarmTable & { stage: string; version: number }): AlarmRecord => ({
  id: row.id,
  rule: row.rule,
  thingId: row.thing_id,
  streamNo: row.stream_no,
  startedAt: row.started_at,
  since: row.since,
  raisedAt: row.raised_at,
  toldAt: row.told_at,
  clearedAt: row.cleared_at ?? undefined,
  acknowledgedAt: row.acknowledged_at ?? undefined,
  acknowledgedBy: row.acknowledged_by ?? undefined,
  severity: row.severity,
  peak: row.peak,
  value: row.value,
  silence: row.silence,
  position: [row.longitude, row.latitude],
  areaPath: row.area_path,
  caseId: row.case_id ?? undefined,
  causeId: row.cause_id ?? undefined,
  stage: row.stage as AlarmRecord["stage"],
  version: row.version,
});

export const findAlarm = async (db: Db, id: string): Promise<AlarmRecord | undefined> => {
  const row = await select(db).where("a.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toAlarm(row);
};

/** The alarm of one rule on one thing whose condition began then: its identity. */
export const findAlarmBy = async (
  db: Db,
  by: { rule: string; thingId: string; startedAt: Date },
): Promise<AlarmRecord | undefined> => {
  const row = await select(db)
    .where("a.rule", "=", by.rule)
    .where("a.thing_id", "=", by.thingId)
    .where("a.started_at", "=", by.startedAt)
    .executeTakeFirst();
  return row === undefined ? undefined : toAlarm(row);
};

/** Alarms by the filter, newest first. */
export const listAlarms = async (db: Db, filter: AlarmFilter): Promise<AlarmRecord[]> => {
  let query = select(db).where(sql<boolean>`starts_with(a.area_path, ${filter.areaPath})`);
  if (filter.open !== undefined) query = query.where("a.cleared_at", filter.open ? "is" : "is not", null);
  if (filter.severity !== undefined) query = query.where("a.severity", "=", filter.severity);
  if (filter.rule !== undefined) query = query.where("a.rule", "=", filter.rule);
  if (filter.thingId !== undefined) query = query.where("a.thing_id", "=", filter.thingId);
  if (filter.causeId !== undefined) query = query.where("a.cause_id", "=", filter.causeId);
  // An echo that still stands when its cause has cleared is nobody's line any more but its own.
  if (filter.causes === true)
    query = query.where(
      filter.open === true
        ? sql<boolean>`(a.cause_id IS NULL OR EXISTS (
            SELECT FROM alarms AS cause WHERE cause.id = a.cause_id AND cause.cleared_at IS NOT NULL))`
        : sql<boolean>`a.cause_id IS NULL`,
    );
  if (filter.before !== undefined) query = query.where("a.id", "<", filter.before);
  if (filter.box !== undefined) {
    const [west, south, east, north] = filter.box;
    query = query.where("a.longitude", ">=", west).where("a.longitude", "<=", east);
    query = query.where("a.latitude", ">=", south).where("a.latitude", "<=", north);
  }
  return (await query.orderBy("a.id", "desc").limit(filter.limit).execute()).map(toAlarm);
};

export const listOpenAlarms = async (db: Db): Promise<AlarmRecord[]> =>
  (await select(db).where("a.cleared_at", "is", null).orderBy("a.id").execute()).map(toAlarm);

export const insertAlarm = async (db: Db, alarm: Omit<AlarmRecord, "stage" | "version">): Promise<void> => {
  const [longitude, latitude] = alarm.position;
  await db
    .insertInto("alarms")
    .values({
      id: alarm.id,
      rule: alarm.rule,
      thing_id: alarm.thingId,
      stream_no: alarm.streamNo,
      started_at: alarm.startedAt,
      since: alarm.since,
      raised_at: alarm.raisedAt,
      told_at: alarm.toldAt,
      cleared_at: null,
      acknowledged_at: null,
      acknowledged_by: null,
      severity: alarm.severity,
      peak: alarm.peak,
      value: alarm.value,
      silence: alarm.silence,
      longitude,
      latitude,
      area_path: alarm.areaPath,
      case_id: null,
      cause_id: alarm.causeId ?? null,
    })
    .execute();
};

/** Parts of an alarm that change; what is not named stays. */
export type AlarmChange = Partial<
  Pick<
    AlarmRecord,
    "since" | "toldAt" | "clearedAt" | "acknowledgedAt" | "acknowledgedBy" | "severity" | "peak" | "value" | "caseId"
  >
>;

const columns: Readonly<Record<keyof AlarmChange, keyof AlarmTable>> = {
  since: "since",
  toldAt: "told_at",
  clearedAt: "cleared_at",
  acknowledgedAt: "acknowledged_at",
  acknowledgedBy: "acknowledged_by",
  severity: "severity",
  peak: "peak",
  value: "value",
  caseId: "case_id",
};

export const updateAlarm = async (db: Db, id: string, change: AlarmChange): Promise<void> => {
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [columns[name as keyof AlarmChange], value]),
  );
  await db.updateTable("alarms").set(set).where("id", "=", id).execute();
};

/** The alarm that stands first of those whose reach, for this rule, this thing lies in; itself or an echo of it must still stand. */
export const findCause = async (
  db: Db,
  { rule, thingId }: { readonly rule: string; readonly thingId: string },
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    SELECT a.id FROM alarm_reach r JOIN alarms a ON a.id = r.alarm_id
    WHERE r.thing_id = ${thingId} AND r.rule = ${rule} AND (a.cleared_at IS NULL
      OR EXISTS (SELECT 1 FROM alarms e WHERE e.cause_id = a.id AND e.cleared_at IS NULL))
    ORDER BY a.raised_at, a.id LIMIT 1`.execute(db);
  return rows[0]?.id;
};

/** Keeps where echoes of an alarm may lie. */
export const insertReach = async (
  db: Db,
  {
    alarmId,
    rule,
    thingIds,
  }: { readonly alarmId: string; readonly rule: string; readonly thingIds: readonly string[] },
): Promise<void> => {
  if (thingIds.length === 0) return;
  await sql`
    INSERT INTO alarm_reach (alarm_id, rule, thing_id)
    SELECT ${alarmId}, ${rule}, thing_id FROM unnest(${[...thingIds]}::uuid[]) AS t(thing_id)`.execute(db);
};

/**
 * Alarms within a cause's reach that were raised since a moment and stand for themselves become echoes of it, with what
 * was held for their echoes. Answers those that were raised before it.
 */
export const joinEarlier = async (db: Db, causeId: string, since: Date): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    UPDATE alarms AS a SET cause_id = ${causeId} FROM alarm_reach AS r
    WHERE r.alarm_id = ${causeId} AND r.thing_id = a.thing_id AND r.rule = a.rule AND a.id <> ${causeId}
      AND a.cause_id IS NULL AND a.cleared_at IS NULL AND a.raised_at >= ${since}
    RETURNING a.id`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await db.updateTable("alarms").set({ cause_id: causeId }).where("cause_id", "in", ids).execute();
  await db.deleteFrom("alarm_reach").where("alarm_id", "in", ids).execute();
  return ids;
};

/** Echoes of an alarm that have a case which is not its own. */
export const listEchoCases = async (db: Db, causeId: string, caseId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom("alarms")
    .select("case_id")
    .distinct()
    .where("cause_id", "=", causeId)
    .where("case_id", "is not", null)
    .where("case_id", "!=", caseId)
    .execute();
  return rows.flatMap(({ case_id }) => case_id ?? []);
};

/** Echoes whose case went into their cause's case belong to that one. */
export const followMerge = async (db: Db, from: string, into: string): Promise<void> => {
  await sql`
    UPDATE alarms AS a SET case_id = ${into} FROM alarms AS cause
    WHERE a.case_id = ${from} AND a.cause_id = cause.id AND cause.case_id = ${into}`.execute(db);
};

/** Forgets the reach of a cause once neither it nor any echo of it stands. */
export const removeSpentReach = async (db: Db, causeId: string): Promise<void> => {
  await sql`
    DELETE FROM alarm_reach WHERE alarm_id = ${causeId}
      AND NOT EXISTS (SELECT 1 FROM alarms WHERE (id = ${causeId} OR cause_id = ${causeId}) AND cleared_at IS NULL)`.execute(
    db,
  );
};

/** How many echoes each of these alarms has. */
export const countEchoes = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; echoes: number }>`
    SELECT cause_id AS id, count(*)::int AS echoes FROM alarms WHERE cause_id = ANY (${[...ids]}::uuid[])
    GROUP BY cause_id`.execute(db);
  return new Map(rows.map(({ id, echoes }) => [id, echoes]));
};

/** Alarms that stand in some cases, the gravest of an incident among them. */
export const listAlarmsInCases = async (db: Db, caseIds: readonly string[]): Promise<AlarmRecord[]> =>
  caseIds.length === 0
    ? []
    : (
        await select(db)
          .where("a.case_id", "in", [...caseIds])
          .where("a.cleared_at", "is", null)
          .limit(2_000)
          .execute()
      ).map(toAlarm);

/** Gravest standing alarm about a value at each of some things; silence is a state of the gauge, not of the thing. */
export const worstAlarms = async (db: Db, thingIds: readonly string[]): Promise<Map<string, Severity>> => {
  const rows = await db
    .selectFrom("alarms")
    .select(["thing_id", "severity"])
    .where("cleared_at", "is", null)
    .where("silence", "=", false)
    .where(sql<boolean>`thing_id = ANY (${thingIds}::uuid[])`)
    .execute();
  const worst = new Map<string, Severity>();
  for (const { thing_id: id, severity } of rows)
    if (severityRank(severity) > severityRank(worst.get(id))) worst.set(id, severity);
  return worst;
};

import { type Calendar, type Clock, nearlyLateAt } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { SubjectClock } from "../../../platform/clock-port.ts";
import type { Db } from "../../../platform/database.ts";
import { later } from "../../../platform/prepared.ts";
import { statement } from "../../../platform/statement.ts";

interface ClockTable {
  id: string;
  subject_id: string;
  clock: string;
  state: ColumnType<Clock, string, string>;
  started_at: Date;
  due_at: Date | null;
  stopped_at: Date | null;
  near_at: Date | null;
  resumes_at: Date | null;
  /** When each was noticed; null: not yet. */
  near_seen_at: Date | null;
  late_seen_at: Date | null;
  resume_seen_at: Date | null;
  /** Whose it was, where it came from another subject. */
  department_id: string | null;
}

interface ClockCalendarTable {
  id: number;
  digest: string;
  dated_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    clocks: ClockTable;
    clock_calendars: ClockCalendarTable;
  }
}

const toDate = (at: number | null | undefined): Date | null => (at === null || at === undefined ? null : new Date(at));

const toColumns = (state: Clock, calendar: Calendar) => ({
  state,
  started_at: new Date(state.startedAt),
  due_at: toDate(state.dueAt),
  stopped_at: toDate(state.stoppedAt),
  near_at: toDate(nearlyLateAt(state, calendar)),
  resumes_at: toDate(state.pauses.at(-1)?.until),
});

/**
 * Writes clocks as they are now, new and known alike. A limit that was extended is nearly late once more, another
 * suspension ends once more; late it can only become once, unless it is another limit that was not over when that was
 * noticed.
 */
export const keepClocks = async (db: Db, clocks: readonly SubjectClock[], calendar: Calendar): Promise<void> => {
  if (clocks.length === 0) return;
  kept.add(db);
  const rows = clocks.map(({ id, subjectId, name, state, departmentId }) => ({
    id,
    subject_id: subjectId,
    clock: name,
    department_id: departmentId ?? null,
    ...toColumns(state, calendar),
  }));
  await keep(db, { rows: JSON.stringify(rows) });
};

/** Transactions in which clocks were written. */
const kept = new WeakSet<Db>();

/** Whether clocks were written in this transaction: what was read before is not how they are. */
export const hasKept = (db: Db): boolean => kept.has(db);

const keep = statement((db, given: { rows: string }) =>
  db
    .insertInto("clocks")
    .columns([
      ...(["id", "subject_id", "clock", "state", "started_at", "due_at", "stopped_at", "near_at"] as const),
      ...(["resumes_at", "department_id"] as const),
    ])
    .expression(sql`SELECT * FROM jsonb_to_recordset(${given.rows}::jsonb) AS one(id uuid, subject_id uuid, clock text,
      state jsonb, started_at timestamptz, due_at timestamptz, stopped_at timestamptz, near_at timestamptz,
      resumes_at timestamptz, department_id uuid)`)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((set) => ({
        state: set.ref("excluded.state"),
        started_at: set.ref("excluded.started_at"),
        due_at: set.ref("excluded.due_at"),
        stopped_at: set.ref("excluded.stopped_at"),
        near_at: set.ref("excluded.near_at"),
        resumes_at: set.ref("excluded.resumes_at"),
        department_id: set.ref("excluded.department_id"),
        near_seen_at: sql<Date | null>`CASE
          WHEN jsonb_array_length(excluded.state->'extensions') > jsonb_array_length(clocks.state->'extensions')
            OR (excluded.state->'limit' <> clocks.state->'limit' AND excluded.near_at > clocks.near_seen_at) THEN NULL
          ELSE clocks.near_seen_at END`,
        late_seen_at: sql<Date | null>`CASE
          WHEN excluded.state->'limit' <> clocks.state->'limit' AND excluded.due_at > clocks.late_seen_at THEN NULL
          ELSE clocks.late_seen_at END`,
        resume_seen_at: sql<Date | null>`CASE
          WHEN excluded.resumes_at IS DISTINCT FROM clocks.resumes_at THEN NULL ELSE clocks.resume_seen_at END`,
      })),
    )
    .modifyEnd(later),
);

const ofSubjects = statement((db, given: { ids: readonly string[] }) =>
  db
    .selectFrom("clocks")
    .select(["id", "subject_id", "clock", "state", "department_id"])
    .where(sql<boolean>`subject_id = ANY (${given.ids}::uuid[])`)
    .orderBy("started_at")
    .orderBy("id"),
);

/** Takes clocks of a subject away that it got from another. */
export const removeClocks = async (db: Db, subjectId: string, kept: readonly string[]): Promise<void> => {
  await db
    .deleteFrom("clocks")
    .where("subject_id", "=", subjectId)
    .$if(kept.length > 0, (query) => query.where("id", "not in", [...kept]))
    .execute();
};

/** Clocks of some subjects, in the order in which they were started. */
export const listClocks = async (db: Db, subjectIds: readonly string[]): Promise<SubjectClock[]> => {
  if (subjectIds.length === 0) return [];
  const rows = await ofSubjects(db, { ids: subjectIds });
  return rows.map((row) => ({
    ...{ id: row.id, subjectId: row.subject_id, name: row.clock, state: row.state },
    ...(row.department_id === null ? {} : { departmentId: row.department_id }),
  }));
};

/** What a clock calls for: something is nearly late or late, or a suspension has ended. */
export type Call = "nearly-late" | "late" | "resumed";

/** A clock that calls, as found: whether it still does is asked again under the lock. */
export interface CallingClock {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: string;
  readonly clock: string;
}

const columnsOf = {
  "nearly-late": { at: "near_at", seen: "near_seen_at" },
  late: { at: "due_at", seen: "late_seen_at" },
  resumed: { at: "resumes_at", seen: "resume_seen_at" },
} as const satisfies Readonly<Record<Call, { at: keyof ClockTable; seen: keyof ClockTable }>>;

/** A deadline is kept when something is done at that very moment; the other two have come with it. */
const hasCome = (call: Call, now: Date) =>
  call === "late"
    ? sql<boolean>`clocks.due_at < ${now}`
    : sql<boolean>`${sql.ref(`clocks.${columnsOf[call].at}`)} <= ${now}`;

const calling = (db: Db, call: Call, now: Date) => {
  const asked = db
    .selectFrom("clocks")
    .innerJoin("subjects", "subjects.id", "clocks.subject_id")
    .select(["clocks.id", "clocks.subject_id as subjectId", "clocks.clock", "subjects.kind"])
    .where("clocks.stopped_at", "is", null)
    .where(`clocks.${columnsOf[call].seen}`, "is", null)
    .where(hasCome(call, now));
  // What is late already is not nearly late any more.
  return call === "nearly-late" ? asked.where(sql<boolean>`(clocks.due_at IS NULL OR clocks.due_at >= ${now})`) : asked;
};

/** Clocks of subjects of some flows that call, the first to have come first. */
export const listCalling = (
  db: Db,
  asked: { call: Call; now: Date; flows: readonly string[]; limit: number },
): Promise<CallingClock[]> =>
  asked.flows.length === 0
    ? Promise.resolve([])
    : calling(db, asked.call, asked.now)
        .where("subjects.flow", "in", [...asked.flows])
        .orderBy(`clocks.${columnsOf[asked.call].at}`)
        .orderBy("clocks.id")
        .limit(asked.limit)
        .execute();

/** Notes that a clock's call was heard; false when it no longer calls, or somebody heard it before. */
export const hearCall = async (db: Db, id: string, call: Call, now: Date): Promise<boolean> => {
  const still = await calling(db, call, now).where("clocks.id", "=", id).executeTakeFirst();
  if (still === undefined) return false;
  const { numUpdatedRows } = await db
    .updateTable("clocks")
    .set({ [columnsOf[call].seen]: now })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Limits put back to what they were call again when they come: what was heard was of the limit in their place. */
export const hearAnew = async (db: Db, ids: readonly string[], now: Date): Promise<void> => {
  await sql`
    UPDATE clocks SET late_seen_at = CASE WHEN due_at < ${now} THEN late_seen_at END,
      near_seen_at = CASE WHEN near_at <= ${now} THEN near_seen_at END
    WHERE id = ANY (${[...ids]}::uuid[])`.execute(db);
};

/** Limits that were over when they came here are heard: that is nobody's news any more. */
export const hearOver = async (db: Db, ids: readonly string[], now: Date): Promise<void> => {
  await sql`
    UPDATE clocks SET late_seen_at = ${now}, near_seen_at = ${now}
    WHERE id = ANY (${[...ids]}::uuid[]) AND stopped_at IS NULL AND due_at < ${now}`.execute(db);
};

/** Digest of the calendar by which the running clocks were dated; undefined before the first. */
export const findCalendarDigest = async (db: Db): Promise<string | undefined> =>
  (await db.selectFrom("clock_calendars").select("digest").executeTakeFirst())?.digest;

export const keepCalendarDigest = async (db: Db, digest: string, at: Date): Promise<void> => {
  await db
    .insertInto("clock_calendars")
    .values({ id: 1, digest, dated_at: at })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ digest, dated_at: at }))
    .execute();
};

/** Ids of subjects with running clocks, in order, after one of them. */
export const listTimed = async (db: Db, after: string | undefined, limit: number): Promise<string[]> => {
  let asked = db.selectFrom("clocks").select("subject_id").distinct().where("stopped_at", "is", null);
  if (after !== undefined) asked = asked.where("subject_id", ">", after);
  return (await asked.orderBy("subject_id").limit(limit).execute()).map((row) => row.subject_id);
};

/** Writes the nearest deadline of some subjects after their clocks were dated anew. */
export const updateDue = async (db: Db, subjectIds: readonly string[]): Promise<void> => {
  await sql`
    UPDATE subjects SET due_at = nearest.due_at
    FROM (
      SELECT subject_id, min(due_at) AS due_at FROM clocks
      WHERE stopped_at IS NULL AND subject_id = ANY (${[...subjectIds]}::uuid[]) GROUP BY subject_id
    ) AS nearest
    WHERE nearest.subject_id = subjects.id AND subjects.due_at IS DISTINCT FROM nearest.due_at`.execute(db);
};

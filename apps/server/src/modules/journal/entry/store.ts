import { type RawBuilder, sql } from "kysely";
import type { Actor } from "../../../platform/actor.ts";
import { isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";
import { entryColumns } from "../../../platform/journal.ts";

/** A positioned entry with everything that is kept of it. */
export interface EntryRow {
  readonly position: number;
  readonly at: Date;
  readonly type: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_post: string | null;
  readonly cause_kind: string | null;
  readonly cause_id: string | null;
  readonly request_id: string;
  readonly stage: string | null;
  readonly area_path: string;
  readonly departments: readonly string[];
  readonly salt: Buffer | null;
  readonly digest: Buffer;
  readonly changes: Readonly<Record<string, unknown>> | null;
}

/** Which entries are asked for. */
export interface EntryWish {
  /** Cursor: the position of the last one before. */
  readonly after: number | undefined;
  readonly limit: number;
  readonly subject: string | undefined;
  readonly types: readonly string[] | undefined;
  readonly actor: string | undefined;
  /** With one of them entries stand in order of time: positions nearly do, and nearly would leave some out. */
  readonly from: Date | undefined;
  readonly before: Date | undefined;
  /** Newest first. */
  readonly newest: boolean;
  /** Kinds that belong to an area and to no department. */
  readonly areaKinds: readonly string[];
}

/** What comes after a cursor in the order asked for. */
const past = ({ after, newest, from, before }: EntryWish): RawBuilder<boolean> | undefined => {
  if (after === undefined) return undefined;
  const sign = sql.raw(newest ? "<" : ">");
  if (from === undefined && before === undefined) return sql<boolean>`position ${sign} ${after}`;
  return sql<boolean>`(at, position) ${sign} ((SELECT last.at FROM journal AS last WHERE last.position = ${after}), ${after}::bigint)`;
};

/** Entries in an actor's scope, in order of position, or of time within a span of it. */
export const listEntries = async (db: Db, actor: Actor, wish: EntryWish): Promise<EntryRow[]> => {
  const { subject, types, actor: who, from, before, newest } = wish;
  const order = newest ? "desc" : "asc";
  let query = db
    .selectFrom("journal")
    .select(entryColumns)
    .select(sql<number>`position`.as("position"))
    .where("position", "is not", null)
    .$if(from !== undefined || before !== undefined, (each) => each.orderBy("at", order))
    .orderBy("position", order)
    .limit(wish.limit);
  const rest = past(wish);
  if (rest !== undefined) query = query.where(rest);
  if (subject !== undefined) query = query.where("subject_id", "=", subject);
  if (types !== undefined) query = query.where("type", "in", [...types]);
  if (who !== undefined) query = query.where("actor_id", "=", who);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (before !== undefined) query = query.where("at", "<", before);
  if (isMachine(actor)) return query.execute();
  if (actor.areaPath !== "") query = query.where(sql<boolean>`starts_with(area_path, ${actor.areaPath})`);
  if (actor.departments !== "all")
    query = query.where(
      sql<boolean>`(departments && ${[...actor.departments]}::uuid[] OR subject_kind = ANY(${[...wish.areaKinds]}::text[]))`,
    );
  return query.execute();
};

/** One entry as its leaf needs it, whosever it is: by its position, or the first of a subject of some type. */
export const findOne = (
  db: Db,
  wish: { readonly position: number } | { readonly subject: string; readonly type: string },
): Promise<(EntryRow & { leaf: number }) | undefined> =>
  db
    .selectFrom("journal")
    .select(entryColumns)
    .select("leaf")
    .select(sql<number>`position`.as("position"))
    .where("position", "is not", null)
    .$if("position" in wish, (query) => query.where("position", "=", "position" in wish ? wish.position : 0))
    .$if("subject" in wish, (query) =>
      "subject" in wish ? query.where("subject_id", "=", wish.subject).where("type", "=", wish.type) : query,
    )
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();

/** Entries after a position up to another, whosever they are. */
export const listRange = (
  db: Db,
  after: number,
  upTo: number,
  limit: number,
): Promise<(EntryRow & { leaf: number })[]> =>
  db
    .selectFrom("journal")
    .select(entryColumns)
    .select("leaf")
    .select(sql<number>`position`.as("position"))
    .where("position", ">", after)
    .where("position", "<=", upTo)
    .orderBy("position")
    .limit(limit)
    .execute();

/** Entries of some subjects in order of position; who may see the subjects was checked before. */
export const listOfSubjects = async (db: Db, subjectIds: readonly string[]): Promise<EntryRow[]> =>
  subjectIds.length === 0
    ? []
    : db
        .selectFrom("journal")
        .select(entryColumns)
        .select(sql<number>`position`.as("position"))
        .where("position", "is not", null)
        .where("subject_id", "in", [...subjectIds])
        .orderBy("position")
        .execute();

/** Every type that an entry has ever had: one step of the index a type, however many entries there are. */
export const listTypes = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ type: string }>`
    WITH RECURSIVE known AS (
      (SELECT type FROM journal WHERE position IS NOT NULL ORDER BY type LIMIT 1)
      UNION ALL
      SELECT (SELECT type FROM journal WHERE position IS NOT NULL AND type > known.type ORDER BY type LIMIT 1)
      FROM known WHERE known.type IS NOT NULL
    ) SELECT type FROM known WHERE type IS NOT NULL`.execute(db);
  return rows.map(({ type }) => type);
};

/** Position of a subject's first entry. */
export const findFirstPosition = async (db: Db, subjectId: string): Promise<number | undefined> =>
  (
    await db
      .selectFrom("journal")
      .select("position")
      .where("subject_id", "=", subjectId)
      .where("position", "is not", null)
      .orderBy("position")
      .limit(1)
      .executeTakeFirst()
  )?.position ?? undefined;

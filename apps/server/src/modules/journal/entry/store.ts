import { sql } from "kysely";
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
  readonly type: string | undefined;
  /** Newest first. */
  readonly newest: boolean;
  /** Kinds that belong to an area and to no department. */
  readonly areaKinds: readonly string[];
}

/** Entries in an actor's scope, in order of position. */
export const listEntries = async (db: Db, actor: Actor, wish: EntryWish): Promise<EntryRow[]> => {
  let query = db
    .selectFrom("journal")
    .select(entryColumns)
    .select(sql<number>`position`.as("position"))
    .where("position", "is not", null)
    .orderBy("position", wish.newest ? "desc" : "asc")
    .limit(wish.limit);
  if (wish.after !== undefined) query = query.where("position", wish.newest ? "<" : ">", wish.after);
  if (wish.subject !== undefined) query = query.where("subject_id", "=", wish.subject);
  if (wish.type !== undefined) query = query.where("type", "=", wish.type);
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

import { sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";

interface ReviewTable {
  id: string;
  /** One of these two. */
  department_id: string | null;
  role: string | null;
  begun_at: Date;
}

interface ItemTable {
  review_id: string;
  account_id: string;
  post_id: string;
  decision: string | null;
  reason: string | null;
  /** Person of the vault. */
  decided_by: string | null;
  decided_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    access_reviews: ReviewTable;
    access_review_items: ItemTable;
  }
}

const select = (db: Db) =>
  db
    .selectFrom("access_reviews as r")
    .innerJoin("subjects as s", "s.id", "r.id")
    .select([
      "r.id",
      "r.department_id as departmentId",
      "r.role",
      "r.begun_at as begunAt",
      "s.stage",
      "s.version",
      "s.due_at as dueAt",
    ]);

/** A review with where it stands. */
export type ReviewRow = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

/** One account in one post, to be kept or taken away. */
export interface ItemRow {
  readonly accountId: string;
  readonly postId: string;
  readonly personId: string;
  readonly login: string;
  readonly stage: string;
  readonly holds: boolean;
  readonly lastSignInAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly deputies: number;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Whether a review of a department or a role began after a moment. */
export const hasReviewSince = async (
  db: Db,
  of: { departmentId: string } | { role: string },
  since: Date,
): Promise<boolean> => {
  const query = db.selectFrom("access_reviews").select("id").where("begun_at", ">", since);
  const one = "role" in of ? query.where("role", "=", of.role) : query.where("department_id", "=", of.departmentId);
  return (await one.limit(1).executeTakeFirst()) !== undefined;
};

/** One at a time begins reviews, until the transaction ends. */
export const lockBeginning = async (db: Db): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtext('chengyun access review'))`.execute(db);
};

/** When the first account was made: before a year has passed since, nothing is due. */
export const findFirstAccount = async (db: Db): Promise<Date | undefined> => {
  const row = await db
    .selectFrom("subjects")
    .select((one) => one.fn.min("created_at").as("at"))
    .where("kind", "=", "account")
    .executeTakeFirst();
  return row?.at ?? undefined;
};

/** Writes a review and an item for each active account in each of these posts; answers how many items. */
export const insertReview = async (
  db: Db,
  review: { id: string; departmentId: string | null; role: string | null; at: Date; withDemo: boolean },
  apart: readonly string[],
): Promise<number> => {
  await db
    .insertInto("access_reviews")
    .values({ id: review.id, department_id: review.departmentId, role: review.role, begun_at: review.at })
    .execute();
  const { numAffectedRows } = await sql`
    INSERT INTO access_review_items (review_id, account_id, post_id)
    SELECT ${review.id}::uuid, a.id, p.id FROM accounts a
    JOIN subjects s ON s.id = a.id AND s.stage = 'active'
    JOIN posts p ON p.id = ANY (a.post_ids)
    WHERE (${review.withDemo}::boolean OR NOT a.demo)
      AND CASE WHEN ${review.role}::text IS NULL
        THEN p.department_id = ${review.departmentId}::uuid AND NOT p.role = ANY (${[...apart]}::text[])
        ELSE p.role = ${review.role}::text END`.execute(db);
  return Number(numAffectedRows ?? 0);
};

export const findReview = (db: Db, id: string): Promise<ReviewRow | undefined> =>
  select(db).where("r.id", "=", id).executeTakeFirst();

/** Those in the actor's scope, the newest first. */
export const listReviews = (db: Db, actor: Actor): Promise<ReviewRow[]> => {
  const query = select(db).orderBy("r.id", "desc").limit(500);
  if (isMachine(actor)) return query.execute();
  const within = query.where(sql<boolean>`starts_with(s.area_path, ${actor.areaPath})`);
  return actor.departments === "all"
    ? within.execute()
    : within.where(sql<boolean>`s.departments && ${[...actor.departments]}::uuid[]`).execute();
};

/** How many items a review has, and how many of them nobody has decided. */
export const countItems = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { all: number; left: number }>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("access_review_items")
    .select([
      "review_id as id",
      (row) => row.fn.countAll<string>().as("all"),
      sql<string>`count(*) FILTER (WHERE decision IS NULL)`.as("left"),
    ])
    .where("review_id", "in", [...ids])
    .groupBy("review_id")
    .execute();
  return new Map(rows.map(({ id, all, left }) => [id, { all: Number(all), left: Number(left) }]));
};

/** Items of a review: who, in which post, used when. */
export const listItems = async (db: Db, reviewId: string, now: Date): Promise<ItemRow[]> => {
  const { rows } = await sql<ItemRow>`
    SELECT i.account_id AS "accountId", i.post_id AS "postId", a.person_id AS "personId", a.login, s.stage,
      i.post_id = ANY (a.post_ids) AS holds, a.last_sign_in_at AS "lastSignInAt",
      (SELECT max(used_at) FROM sessions x WHERE x.account_id = a.id AND x.post_id = i.post_id) AS "lastUsedAt",
      (SELECT count(*)::int FROM deputies d WHERE d.post_id = i.post_id AND d.person_id = a.person_id
        AND d.ended_at IS NULL AND d.until_at > ${now}) AS deputies,
      i.decision, i.reason, i.decided_by AS "decidedBy", i.decided_at AS "decidedAt"
    FROM access_review_items i JOIN accounts a ON a.id = i.account_id JOIN subjects s ON s.id = a.id
    WHERE i.review_id = ${reviewId}
    ORDER BY a.login, i.post_id`.execute(db);
  return rows;
};

/** Writes one decision; false when there is no such item, or somebody decided it before. */
export const decideItem = async (
  db: Db,
  item: { reviewId: string; accountId: string; postId: string },
  decided: { decision: string; reason: string; by: string; at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("access_review_items")
    .set({ decision: decided.decision, reason: decided.reason, decided_by: decided.by, decided_at: decided.at })
    .where("review_id", "=", item.reviewId)
    .where("account_id", "=", item.accountId)
    .where("post_id", "=", item.postId)
    .where("decision", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface DeputyTable {
  id: string;
  post_id: string;
  /** Whose post it is. */
  person_id: string;
  /** Who acts in it. */
  deputy_id: string;
  until_at: Date;
  ended_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    deputies: DeputyTable;
  }
}

/** Somebody acting in another's post until a moment. */
export interface DeputyRow {
  readonly id: string;
  readonly postId: string;
  readonly personId: string;
  readonly deputyId: string;
  readonly until: Date;
  readonly endedAt: Date | undefined;
}

const toDeputy = (row: DeputyTable): DeputyRow => ({
  id: row.id,
  postId: row.post_id,
  personId: row.person_id,
  deputyId: row.deputy_id,
  until: row.until_at,
  endedAt: row.ended_at ?? undefined,
});

export const insertDeputy = async (db: Db, deputy: Omit<DeputyRow, "endedAt">): Promise<void> => {
  const { id, postId, personId, deputyId, until } = deputy;
  await db
    .insertInto("deputies")
    .values({ id, post_id: postId, person_id: personId, deputy_id: deputyId, until_at: until, ended_at: null })
    .execute();
};

export const updateEnded = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("deputies").set({ ended_at: at }).where("id", "=", id).execute();
};

export const findDeputy = async (db: Db, id: string): Promise<DeputyRow | undefined> => {
  const row = await db.selectFrom("deputies").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toDeputy(row);
};

/** Those that somebody appointed or is, the latest first. */
export const listDeputies = async (db: Db, personId: string): Promise<DeputyRow[]> =>
  (
    await db
      .selectFrom("deputies")
      .selectAll()
      .where((where) => where.or([where("person_id", "=", personId), where("deputy_id", "=", personId)]))
      .orderBy("id", "desc")
      .limit(200)
      .execute()
  ).map(toDeputy);

/**
 * Whether the row `deputies` still has its ground: whoever appointed them is active and holds the post, and the deputy
 * is active in a post of its department.
 */
const grounded: RawBuilder<boolean> = sql`(
  EXISTS (
    SELECT FROM accounts o JOIN subjects os ON os.id = o.id
    WHERE o.person_id = deputies.person_id AND os.stage = 'active' AND deputies.post_id = ANY (o.post_ids))
  AND EXISTS (
    SELECT FROM accounts a JOIN subjects s ON s.id = a.id
    JOIN posts own ON own.id = ANY (a.post_ids)
    JOIN posts of ON of.department_id = own.department_id
    WHERE a.person_id = deputies.deputy_id AND s.stage = 'active' AND of.id = deputies.post_id))`;

/** Everybody who acts in another's post at this moment, and whoever would but for a ground that is gone. */
export const listUnended = async (db: Db, now: Date): Promise<(DeputyRow & { readonly grounded: boolean })[]> =>
  (
    await db
      .selectFrom("deputies")
      .selectAll()
      .select(grounded.as("grounded"))
      .where("ended_at", "is", null)
      .where("until_at", ">", now)
      .orderBy("id", "desc")
      .execute()
  ).map((row) => ({ ...toDeputy(row), grounded: row.grounded }));

/** In whose posts somebody acts at this moment. */
export const listStanding = async (db: Db, deputyId: string, now: Date): Promise<DeputyRow[]> =>
  (
    await db
      .selectFrom("deputies")
      .selectAll()
      .where("deputy_id", "=", deputyId)
      .where("ended_at", "is", null)
      .where("until_at", ">", now)
      .where(grounded)
      .orderBy("id")
      .execute()
  ).map(toDeputy);

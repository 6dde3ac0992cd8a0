import { sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";

interface WiderReachTable {
  id: string;
  account_id: string;
  person_id: string;
  post_id: string;
  /** Exactly one of these three. */
  area_path: string | null;
  department_id: string | null;
  permission: string | null;
  reason: string;
  until_at: Date;
  ended_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    wider_reaches: WiderReachTable;
  }
}

const select = (db: Db) =>
  db
    .selectFrom("wider_reaches as w")
    .innerJoin("subjects as s", "s.id", "w.id")
    .select([
      "w.id",
      "w.account_id as accountId",
      "w.person_id as personId",
      "w.post_id as postId",
      "w.area_path as areaPath",
      "w.department_id as departmentId",
      "w.permission",
      "w.reason",
      "w.until_at as until",
      "w.ended_at as endedAt",
      "s.stage",
      "s.version",
      "s.created_at as takenAt",
      "s.due_at as dueAt",
    ]);

/** A wider reach with where it stands. */
export type ReachRow = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

type NewReach = Pick<
  ReachRow,
  "id" | "accountId" | "personId" | "postId" | "areaPath" | "departmentId" | "permission" | "reason" | "until"
>;

/** Writes a new one; false while another of the same account in the same post is open. */
export const insertReach = async (db: Db, reach: NewReach): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("wider_reaches")
    .values({
      id: reach.id,
      account_id: reach.accountId,
      person_id: reach.personId,
      post_id: reach.postId,
      area_path: reach.areaPath,
      department_id: reach.departmentId,
      permission: reach.permission,
      reason: reach.reason,
      until_at: reach.until,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

export const updateReachEnded = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("wider_reaches").set({ ended_at: at }).where("id", "=", id).execute();
};

export const findReach = (db: Db, id: string): Promise<ReachRow | undefined> =>
  select(db).where("w.id", "=", id).executeTakeFirst();

/** The one an account has open in a post at this moment. */
export const findOpenReach = (
  db: Db,
  { accountId, postId, now }: { accountId: string; postId: string; now: Date },
): Promise<ReachRow | undefined> =>
  select(db)
    .where("w.account_id", "=", accountId)
    .where("w.post_id", "=", postId)
    .where("w.ended_at", "is", null)
    .where("w.until_at", ">", now)
    .executeTakeFirst();

const shown = 200;

/** Those in the actor's scope, the newest first. */
export const listReaches = (db: Db, actor: Actor): Promise<ReachRow[]> => {
  const query = select(db).orderBy("w.id", "desc").limit(shown);
  if (isMachine(actor)) return query.execute();
  return query.where(sql<boolean>`starts_with(s.area_path, ${actor.areaPath})`).execute();
};

/** How many are open, and how many wait to be signed off. */
export const countReaches = async (db: Db): Promise<{ open: number; over: number }> => {
  const rows = await db
    .selectFrom("subjects")
    .select(["stage", (row) => row.fn.countAll<string>().as("n")])
    .where("kind", "=", "wider-reach")
    .where("stage", "in", ["open", "over"])
    .groupBy("stage")
    .execute();
  const of = (stage: string) => Number(rows.find((row) => row.stage === stage)?.n ?? 0);
  return { open: of("open"), over: of("over") };
};

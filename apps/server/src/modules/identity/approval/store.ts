import { sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";

interface AccountRequestTable {
  id: string;
  account_id: string;
  what: string;
  /** Posts the account is to have; empty for anything else. */
  post_ids: string[];
  reason: string;
  /** Person of the vault. */
  asked_by: string;
  /** When the new password was fetched. */
  fetched_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    account_requests: AccountRequestTable;
  }
}

const select = (db: Db) =>
  db
    .selectFrom("account_requests as r")
    .innerJoin("subjects as s", "s.id", "r.id")
    .select([
      "r.id",
      "r.account_id as accountId",
      "r.what",
      "r.post_ids as postIds",
      "r.reason",
      "r.asked_by as askedBy",
      "r.fetched_at as fetchedAt",
      "s.stage",
      "s.version",
      "s.created_at as askedAt",
      "s.changed_at as changedAt",
      "s.due_at as dueAt",
      "s.area_path as areaPath",
    ]);

/** A request with where it stands. */
export type RequestRow = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

export const insertRequest = async (
  db: Db,
  request: Pick<RequestRow, "id" | "accountId" | "what" | "postIds" | "reason" | "askedBy">,
): Promise<void> => {
  const { id, accountId, what, postIds, reason, askedBy } = request;
  await db
    .insertInto("account_requests")
    .values({
      id,
      account_id: accountId,
      what,
      post_ids: [...postIds],
      reason,
      asked_by: askedBy,
      fetched_at: null,
    })
    .execute();
};

export const findRequest = (db: Db, id: string): Promise<RequestRow | undefined> =>
  select(db).where("r.id", "=", id).executeTakeFirst();

/** Whether something asked about an account still waits. */
export const hasOpenRequest = async (db: Db, accountId: string): Promise<boolean> =>
  (await select(db).where("r.account_id", "=", accountId).where("s.stage", "=", "asked").executeTakeFirst()) !==
  undefined;

const shown = 200;

/** Those in the actor's scope, the newest first. */
export const listRequests = (db: Db, actor: Actor): Promise<RequestRow[]> => {
  const query = select(db).orderBy("r.id", "desc").limit(shown);
  if (isMachine(actor)) return query.execute();
  const within = query.where(sql<boolean>`starts_with(s.area_path, ${actor.areaPath})`);
  return actor.departments === "all"
    ? within.execute()
    : within.where(sql<boolean>`s.departments && ${[...actor.departments]}::uuid[]`).execute();
};

/** Notes that the new password was fetched; false when it was before. */
export const takePassword = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("account_requests")
    .set({ fetched_at: at })
    .where("id", "=", id)
    .where("fetched_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** How many were pushed through by one alone and not signed off yet. */
export const countUnsigned = async (db: Db): Promise<number> => {
  const { n } = await db
    .selectFrom("subjects")
    .select((row) => row.fn.countAll<string>().as("n"))
    .where("kind", "=", "account-request")
    .where("stage", "=", "pushed")
    .executeTakeFirstOrThrow();
  return Number(n);
};

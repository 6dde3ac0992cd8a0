import type { Db } from "../../../platform/database.ts";

interface FollowTokenTable {
  /** SHA-256 of the secret, hex: the secret itself lies on the phone only. */
  digest: string;
  report_id: string;
  made_at: Date;
}

interface FollowClaimTable {
  report_id: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    follow_tokens: FollowTokenTable;
    follow_claims: FollowClaimTable;
  }
}

export const insertToken = async (db: Db, token: { digest: string; reportId: string; at: Date }): Promise<void> => {
  await db
    .insertInto("follow_tokens")
    .values({ digest: token.digest, report_id: token.reportId, made_at: token.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Whether a secret opens a report. */
export const isFollower = async (db: Db, digest: string, reportId: string): Promise<boolean> =>
  (await db
    .selectFrom("follow_tokens")
    .select("digest")
    .where("digest", "=", digest)
    .where("report_id", "=", reportId)
    .executeTakeFirst()) !== undefined;

/** Counts a try to follow by the phone's digits; answers how many there were since a moment, this one included. */
export const countClaim = async (
  db: Db,
  reportId: string,
  { at, since }: { at: Date; since: Date },
): Promise<number> => {
  await db.insertInto("follow_claims").values({ report_id: reportId, at }).execute();
  const { tries } = await db
    .selectFrom("follow_claims")
    .select((select) => select.fn.countAll<number>().as("tries"))
    .where("report_id", "=", reportId)
    .where("at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(tries);
};

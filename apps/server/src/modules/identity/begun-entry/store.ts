import type { Db } from "../../../platform/database.ts";

interface BegunEntryTable {
  digest: Buffer;
  /** Whose it is, where the first request knew it. */
  account_id: string | null;
  note: string;
  begun_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    begun_entries: BegunEntryTable;
  }
}

/** What the first request knew. */
export interface BegunRow {
  readonly accountId: string | undefined;
  readonly note: string;
}

/** Keeps a begun one in place of what the same browser began for the same purpose before. */
export const upsertBegun = async (
  db: Db,
  { digest, accountId, note, at }: { digest: Buffer; accountId: string | undefined; note: string; at: Date },
): Promise<void> => {
  const row = { account_id: accountId ?? null, note, begun_at: at };
  await db
    .insertInto("begun_entries")
    .values({ digest, ...row })
    .onConflict((conflict) => conflict.column("digest").doUpdateSet(row))
    .execute();
};

export const findBegun = async (db: Db, digest: Buffer, since: Date): Promise<BegunRow | undefined> => {
  const row = await db
    .selectFrom("begun_entries")
    .select(["account_id", "note"])
    .where("digest", "=", digest)
    .where("begun_at", ">", since)
    .executeTakeFirst();
  return row === undefined ? undefined : { accountId: row.account_id ?? undefined, note: row.note };
};

/** Takes one away; of two at once one gets it. */
export const takeBegun = async (db: Db, digest: Buffer, since: Date): Promise<BegunRow | undefined> => {
  const row = await db
    .deleteFrom("begun_entries")
    .where("digest", "=", digest)
    .returning(["account_id", "note", "begun_at"])
    .executeTakeFirst();
  return row === undefined || row.begun_at <= since
    ? undefined
    : { accountId: row.account_id ?? undefined, note: row.note };
};

export const removeBegunBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom("begun_entries").where("begun_at", "<", moment).execute();
};

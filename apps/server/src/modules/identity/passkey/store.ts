import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface PasskeyTable {
  id: string;
  account_id: string;
  /** Id of the credential, base64url. */
  credential: string;
  /** COSE. */
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  /** Its maker keeps it on several devices. */
  is_synced: boolean;
  made_at: Date;
  used_at: Date | null;
  /** Since when there may be a copy: it lets nobody in. */
  doubted_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    passkeys: PasskeyTable;
  }
}

/** A passkey as it lies. */
export interface PasskeyRow {
  readonly id: string;
  readonly accountId: string;
  readonly credential: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly isSynced: boolean;
  readonly madeAt: Date;
  readonly usedAt: Date | null;
  readonly doubtedAt: Date | null;
}

const columns = [
  "id",
  "account_id as accountId",
  "credential",
  "public_key as publicKey",
  "counter",
  "transports",
  "name",
  "is_synced as isSynced",
  "made_at as madeAt",
  "used_at as usedAt",
  "doubted_at as doubtedAt",
] as const;

export const listPasskeyRows = (db: Db, accountId: string): Promise<PasskeyRow[]> =>
  db.selectFrom("passkeys").select(columns).where("account_id", "=", accountId).orderBy("id").execute();

export const findPasskey = (db: Db, credential: string): Promise<PasskeyRow | undefined> =>
  db.selectFrom("passkeys").select(columns).where("credential", "=", credential).executeTakeFirst();

/** Keeps a new one; false when that credential is known already. */
export const insertPasskey = async (db: Db, passkey: Omit<PasskeyRow, "usedAt" | "doubtedAt">): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("passkeys")
    .values({
      id: passkey.id,
      account_id: passkey.accountId,
      credential: passkey.credential,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      name: passkey.name,
      is_synced: passkey.isSynced,
      made_at: passkey.madeAt,
    })
    .onConflict((conflict) => conflict.column("credential").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** Counts a use. False when the counter did not go on, though it counts: somebody else used the same key. */
export const spendCounter = async (db: Db, id: string, counter: number, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("passkeys")
    .set({ counter, used_at: at })
    .where("id", "=", id)
    .where("doubted_at", "is", null)
    .where(sql<boolean>`(counter < ${counter} OR (counter = 0 AND ${counter} = 0))`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Puts one in doubt; false when it was already. */
export const doubtPasskey = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("passkeys")
    .set({ doubted_at: at })
    .where("id", "=", id)
    .where("doubted_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Takes one of an account's away, or all; answers how many there were. */
export const removePasskeys = async (db: Db, accountId: string, only?: string): Promise<number> => {
  const query = db.deleteFrom("passkeys").where("account_id", "=", accountId);
  const { numDeletedRows } = await (only === undefined ? query : query.where("id", "=", only)).executeTakeFirst();
  return Number(numDeletedRows);
};

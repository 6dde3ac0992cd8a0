import type { Db } from "../../../platform/database.ts";

interface SignOnBindingTable {
  account_id: string;
  issuer: string;
  /** Digest of the account's number there; null until an invited person came. */
  subject: Buffer | null;
  /** Digest of the claim it was invited by. */
  invited: Buffer | null;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    sign_on_bindings: SignOnBindingTable;
  }
}

/** Which account is meant there by a number or an invitation. */
export interface Binding {
  readonly accountId: string;
  readonly isConnected: boolean;
  readonly at: Date;
}

/** Puts an account's binding in the place of an older one; false when the number or invitation is another account's. */
export const putBinding = async (
  db: Db,
  {
    accountId,
    ...binding
  }: { accountId: string; issuer: string; subject: Buffer | null; invited: Buffer | null; at: Date },
): Promise<boolean> => {
  await removeBinding(db, accountId);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("sign_on_bindings")
    .values({ account_id: accountId, ...binding })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

export const findBinding = async (
  db: Db,
  issuer: string,
  by: { readonly subject: Buffer } | { readonly invited: Buffer },
): Promise<Binding | undefined> => {
  const query = db.selectFrom("sign_on_bindings").select(["account_id", "subject", "at"]).where("issuer", "=", issuer);
  const row = await ("subject" in by
    ? query.where("subject", "=", by.subject)
    : query.where("invited", "=", by.invited)
  ).executeTakeFirst();
  return row === undefined ? undefined : { accountId: row.account_id, isConnected: row.subject !== null, at: row.at };
};

/** Spends an invitation: the number counts from now on. False when another request was faster. */
export const spendInvitation = async (db: Db, accountId: string, subject: Buffer, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("sign_on_bindings")
    .set({ subject, at })
    .where("account_id", "=", accountId)
    .where("subject", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Takes an account's binding away; false when it had none. */
export const removeBinding = async (db: Db, accountId: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("sign_on_bindings")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

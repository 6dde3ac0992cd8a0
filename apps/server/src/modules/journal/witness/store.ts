import type { Db } from "../../../platform/database.ts";

/** Largest size a witness has co-signed, as far as we kept it; 0 when none. */
export const findWitnessed = async (db: Db, witness: string): Promise<number> => {
  const row = await db
    .selectFrom("journal_cosignatures")
    .select("size")
    .where("witness", "=", witness)
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? 0;
};

/** Keeps what a witness added to the checkpoint of a size; what it said first stays. */
export const insertCosignature = async (
  db: Db,
  one: { readonly size: number; readonly witness: string; readonly line: string },
): Promise<void> => {
  await db
    .insertInto("journal_cosignatures")
    .values(one)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

import type { Db } from "../../../platform/database.ts";

interface StampTable {
  size: number;
  note: string;
  answer: Buffer;
  authority: string;
  stamped_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    journal_stamps: StampTable;
  }
}

/** A checkpoint that an authority stamped with the time. */
export interface StampedCheckpoint {
  readonly size: number;
  readonly note: string;
  /** The authority's answer, in DER. */
  readonly answer: Buffer;
}

/** The newest that was stamped. */
export const findStampedSize = async (db: Db): Promise<number | undefined> => {
  const row = await db.selectFrom("journal_stamps").select("size").orderBy("size", "desc").limit(1).executeTakeFirst();
  return row?.size;
};

/** Keeps a stamp; one of the same size stays as it is. */
export const insertStamp = async (
  db: Db,
  { size, note, answer, authority, at }: StampedCheckpoint & { readonly authority: string; readonly at: Date },
): Promise<void> => {
  await db
    .insertInto("journal_stamps")
    .values({ size, note, answer, authority, stamped_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Stamped checkpoints up to a size, in order. */
export const listStampsUpTo = async (db: Db, size: number): Promise<StampedCheckpoint[]> =>
  db
    .selectFrom("journal_stamps")
    .select(["size", "note", "answer"])
    .where("size", "<=", size)
    .orderBy("size")
    .execute();

import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface FactorTable {
  account_id: string;
  /** Sealed; null bytes never. */
  secret: Buffer;
  begun_at: Date;
  /** Null until the first code was right: until then it is asked of nobody. */
  confirmed_at: Date | null;
  /** The step of 30 s whose code was taken last: none is taken twice. */
  last_step: number;
  /** Digests of the recovery codes that are left. */
  recovery: Buffer[];
}

declare module "../../../platform/database.ts" {
  interface Tables {
    factors: FactorTable;
  }
}

/** An account's second factor as it lies. */
export interface FactorRow {
  readonly secret: Buffer;
  readonly confirmedAt: Date | undefined;
  readonly recoveryLeft: number;
}

export const findFactor = async (db: Db, accountId: string): Promise<FactorRow | undefined> => {
  const row = await db
    .selectFrom("factors")
    .select(["secret", "confirmed_at"])
    .select(sql<number>`cardinality(recovery)`.as("left"))
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { secret: row.secret, confirmedAt: row.confirmed_at ?? undefined, recoveryLeft: row.left };
};

/** Begins, or begins anew; false when a confirmed one stands. */
export const beginFactorRow = async (db: Db, accountId: string, secret: Buffer, at: Date): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("factors")
    .values({ account_id: accountId, secret, begun_at: at, last_step: 0, recovery: [] })
    .onConflict((conflict) =>
      conflict.column("account_id").doUpdateSet({ secret, begun_at: at }).where("factors.confirmed_at", "is", null),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** Puts the begun one in force with its recovery codes, unless it is in force already. */
export const confirmFactorRow = async (
  db: Db,
  accountId: string,
  { at, step, recovery }: { at: Date; step: number; recovery: readonly Buffer[] },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("factors")
    .set({ confirmed_at: at, last_step: step, recovery: [...recovery] })
    .where("account_id", "=", accountId)
    .where("confirmed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Spends a step's code: false when that step or a later one was spent before. */
export const spendStep = async (db: Db, accountId: string, step: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("factors")
    .set({ last_step: step })
    .where("account_id", "=", accountId)
    .where("confirmed_at", "is not", null)
    .where("last_step", "<", step)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Spends a recovery code: false when it is none, or no longer. */
export const spendRecovery = async (db: Db, accountId: string, digest: Buffer): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("factors")
    .set({ recovery: sql<Buffer[]>`array_remove(recovery, ${digest}::bytea)` })
    .where("account_id", "=", accountId)
    .where("confirmed_at", "is not", null)
    .where(sql<boolean>`${digest}::bytea = ANY (recovery)`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Takes a factor away; false when there was none in force. */
export const removeFactorRow = async (db: Db, accountId: string): Promise<boolean> => {
  const row = await db
    .deleteFrom("factors")
    .where("account_id", "=", accountId)
    .returning("confirmed_at")
    .executeTakeFirst();
  return row !== undefined && row.confirmed_at !== null;
};

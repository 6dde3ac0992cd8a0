import type { EscalationStep } from "@chengyun/contracts";
import type { ColumnType, Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface EscalationTable {
  type: string;
  version: number;
  steps: ColumnType<EscalationStep[], string, string>;
  by: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    notice_escalations: EscalationTable;
  }
}

/** One version of who is told next of a notice. */
export type EscalationRecord = Selectable<EscalationTable>;

/** The newest setting of every notice that has one, by type. */
export const listNewest = async (db: Db): Promise<ReadonlyMap<string, EscalationRecord>> =>
  new Map(
    (
      await db
        .selectFrom("notice_escalations")
        .selectAll()
        .distinctOn("type")
        .orderBy("type")
        .orderBy("version", "desc")
        .execute()
    ).map((row) => [row.type, row]),
  );

export const findNewest = (db: Db, type: string): Promise<EscalationRecord | undefined> =>
  db
    .selectFrom("notice_escalations")
    .selectAll()
    .where("type", "=", type)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

/** Every version of a type's setting, newest first. */
export const listVersions = (db: Db, type: string): Promise<EscalationRecord[]> =>
  db.selectFrom("notice_escalations").selectAll().where("type", "=", type).orderBy("version", "desc").execute();

/** Writes the next version; false when somebody else wrote it a moment ago. */
export const insertVersion = async (db: Db, set: EscalationRecord): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notice_escalations")
    .values({ ...set, steps: JSON.stringify(set.steps) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

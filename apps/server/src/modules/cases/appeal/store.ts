import type { Db } from "../../../platform/database.ts";

interface CaseAppealTable {
  id: string;
  case_id: string;
  reason: string;
  /** What whoever decided last said. */
  answer: string | null;
  lodged_at: Date;
  /** When the limit began that ran out, and whose it was; null before appeals were bound to one. */
  clock_started_at: Date | null;
  department_id: string | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    case_appeals: CaseAppealTable;
  }
}

/** Writes an appeal of a case. */
export const insertAppeal = async (
  db: Db,
  appeal: { id: string; caseId: string; reason: string; at: Date; clockStartedAt: Date; departmentId: string },
): Promise<void> => {
  const { id, caseId, reason, at, clockStartedAt, departmentId } = appeal;
  const bound = { clock_started_at: clockStartedAt, department_id: departmentId };
  await db
    .insertInto("case_appeals")
    .values({ id, case_id: caseId, reason, answer: null, lodged_at: at, ...bound })
    .execute();
};

export const updateAppeal = async (db: Db, id: string, answer: string): Promise<void> => {
  await db.updateTable("case_appeals").set({ answer }).where("id", "=", id).execute();
};

/** An appeal of a case as it is kept. */
interface AppealRow {
  readonly id: string;
  readonly reason: string;
  readonly answer: string | undefined;
  readonly clockStartedAt: Date | undefined;
  readonly departmentId: string | undefined;
}

export const listAppeals = async (db: Db, caseIds: readonly string[]): Promise<AppealRow[]> =>
  (
    await db
      .selectFrom("case_appeals")
      .selectAll()
      .where("case_id", "in", [...caseIds])
      .orderBy("lodged_at")
      .orderBy("id")
      .execute()
  ).map((row) => ({
    id: row.id,
    reason: row.reason,
    answer: row.answer ?? undefined,
    clockStartedAt: row.clock_started_at ?? undefined,
    departmentId: row.department_id ?? undefined,
  }));

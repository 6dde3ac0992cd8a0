import type { Db } from "../../../platform/database.ts";

interface CaseAppealTable {
  id: string;
  case_id: string;
  reason: string;
  /** What whoever decided last said. */
  answer: string | null;
  lodged_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    case_appeals: CaseAppealTable;
  }
}

/** Writes an appeal of a case. */
export const insertAppeal = async (
  db: Db,
  appeal: { id: string; caseId: string; reason: string; at: Date },
): Promise<void> => {
  const { id, caseId, reason, at } = appeal;
  await db.insertInto("case_appeals").values({ id, case_id: caseId, reason, answer: null, lodged_at: at }).execute();
};

export const updateAppeal = async (db: Db, id: string, answer: string): Promise<void> => {
  await db.updateTable("case_appeals").set({ answer }).where("id", "=", id).execute();
};

export const listAppeals = async (
  db: Db,
  caseId: string,
): Promise<{ id: string; reason: string; answer: string | undefined }[]> =>
  (await db.selectFrom("case_appeals").selectAll().where("case_id", "=", caseId).orderBy("lodged_at").execute()).map(
    ({ id, reason, answer }) => ({ id, reason, answer: answer ?? undefined }),
  );

import type { Label, Severity } from "@chengyun/kernel";
import type { ColumnType } from "kysely";
import type { SubjectClock } from "../../../platform/clock-port.ts";
import type { Db } from "../../../platform/database.ts";

/** Everything a merge changed, as it was before. */
export interface Before {
  readonly stage: string;
  readonly presentDepartment: string | null;
  /** Cases that had been merged into the one that went. */
  readonly within: readonly string[];
  readonly reports: readonly { readonly id: string; readonly joined: Label; readonly opens: boolean }[];
  readonly photos: readonly string[];
  readonly tasks: readonly string[];
  /** Joint tasks that were withdrawn: other departments' own, which nobody opens again for them. */
  readonly joint: number;
  readonly clocks: { readonly gone: readonly SubjectClock[]; readonly kept: readonly SubjectClock[] };
  readonly watchers: readonly string[];
  /** What the case that went had used up of what is given so many times; absent in merges of before that was carried. */
  readonly used?: readonly { readonly move: string; readonly times: number }[];
  readonly kept: {
    /** Absent in merges of before a limit kept its department. */
    readonly departments?: readonly string[];
    readonly severity: Severity | null;
    readonly reportedAt: string;
    /** `called` and `reportId` are absent in merges of before they were kept. */
    readonly heard: {
      readonly at: string;
      readonly fixed: boolean;
      readonly called?: boolean;
      readonly reportId?: string | undefined;
    } | null;
  };
}

interface CaseMergeTable {
  id: string;
  case_id: string;
  into_id: string;
  at: Date;
  by: string;
  before: ColumnType<Before, string, string>;
  undone_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    case_merges: CaseMergeTable;
  }
}

/** One merge that can still be taken back, or could. */
export interface MergeRecord {
  readonly id: string;
  readonly caseId: string;
  readonly intoId: string;
  readonly at: Date;
  readonly by: string;
  readonly before: Before;
}

export const insertMerge = async (db: Db, { id, caseId, intoId, at, by, before }: MergeRecord): Promise<void> => {
  await db
    .insertInto("case_merges")
    .values({ id, case_id: caseId, into_id: intoId, at, by, before: JSON.stringify(before), undone_at: null })
    .execute();
};

/** The newest standing merge of a case into another, or (`into`) of others into it. */
export const findMerge = async (
  db: Db,
  by: { caseId: string } | { intoId: string },
): Promise<MergeRecord | undefined> => {
  const row = await db
    .selectFrom("case_merges")
    .selectAll()
    .where("caseId" in by ? "case_id" : "into_id", "=", "caseId" in by ? by.caseId : by.intoId)
    .where("undone_at", "is", null)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { id: row.id, caseId: row.case_id, intoId: row.into_id, at: row.at, by: row.by, before: row.before };
};

export const endMerge = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("case_merges").set({ undone_at: at }).where("id", "=", id).execute();
};

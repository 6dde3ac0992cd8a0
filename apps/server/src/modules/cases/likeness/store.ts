import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** Where the words of a report lie. */
export interface SaidRecord {
  readonly caseId: string;
  readonly textId: string | undefined;
  readonly words: Label | undefined;
}

/** What was said last of each of some cases: of so many reports, the newest first. */
export const listSaidLast = async (db: Db, caseIds: readonly string[], most: number): Promise<SaidRecord[]> => {
  const { rows } = await sql<{ case_id: string; text_id: string | null; words: Label | null }>`
    SELECT asked.id AS case_id, said.text_id, said.words FROM unnest(${[...caseIds]}::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
      SELECT text_id, words FROM reports WHERE case_id = asked.id ORDER BY at DESC, id DESC LIMIT ${most}
    ) AS said`.execute(db);
  return rows.map((row) => ({ caseId: row.case_id, textId: row.text_id ?? undefined, words: row.words ?? undefined }));
};

import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** A case with its number and who may see it. */
export interface NumberedCase {
  readonly id: string;
  readonly no: string;
  readonly areaPath: string;
  readonly departments: readonly string[];
}

/** Cases among subjects, newest number first. */
export const listCases = async (db: Db, ids: readonly string[]): Promise<NumberedCase[]> => {
  const { rows } = await sql<{ id: string; no: string; area_path: string; departments: string[] }>`
    SELECT cases.id, cases.no, subjects.area_path, subjects.departments
    FROM cases JOIN subjects ON subjects.id = cases.id
    WHERE cases.id::text = ANY (${[...ids]}::text[]) ORDER BY cases.no DESC`.execute(db);
  return rows.map(({ area_path: areaPath, ...row }) => ({ ...row, areaPath }));
};

/** Cases of the reports whose words, addresses or answers some texts of the vault are. */
export const listCasesOfTexts = async (db: Db, ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT case_id AS id FROM reports WHERE case_id IS NOT NULL AND (text_id = ANY (${[...ids]}::uuid[])
      OR address_id = ANY (${[...ids]}::uuid[]) OR answer_id = ANY (${[...ids]}::uuid[]) OR said_id = ANY (${[...ids]}::uuid[]))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
};

import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText, type StandingCase, standingCases, toStanding } from "../case/index.ts";

/** Open cases within a box that somebody may see, the newest first; cases that went up in another are not open. */
export const listOpenNear = async (
  db: Db,
  box: Box,
  { areaPath, departments }: { readonly areaPath: string; readonly departments: readonly string[] | undefined },
): Promise<StandingCase[]> =>
  (
    await standingCases(db)
      .where("subjects.stage", "not in", ["closed", "void", "merged"])
      .where(sql<boolean>`starts_with(subjects.area_path, ${areaPath})`)
      .where(
        sql<boolean>`(${departments === undefined} OR subjects.departments && ${[...(departments ?? [])]}::uuid[])`,
      )
      .where(sql<boolean>`placed AND at_box && ${boxText(box)}::box`)
      .orderBy("opened_at", "desc")
      .limit(60)
      .execute()
  ).map(toStanding);

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

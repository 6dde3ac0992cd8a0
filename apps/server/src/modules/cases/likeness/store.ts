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

import { severities } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { FeedEntry } from "./model.ts";

/** The last position given. */
export const getHead = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom("journal")
    .select((select) => select.fn.max("position").as("head"))
    .executeTakeFirst();
  return row?.head ?? 0;
};

/** Entries after a position, in order. */
export const listAfter = async (db: Db, after: number, limit: number): Promise<FeedEntry[]> => {
  const rows = await db
    .selectFrom("journal")
    .select(["at", "type", "subject_kind", "subject_id", "stage", "area_path", "departments"])
    .select([sql<number>`position`.as("position"), sql<string | null>`changes->>'severity'`.as("severity")])
    .where("position", ">", after)
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const severity = severities.find((known) => known === row.severity);
    return {
      position: row.position,
      at: row.at.toISOString(),
      type: row.type,
      kind: row.subject_kind,
      id: row.subject_id,
      ...(row.stage === null ? {} : { stage: row.stage }),
      ...(severity === undefined ? {} : { severity }),
      areaPath: row.area_path,
      departments: row.departments,
    };
  });
};

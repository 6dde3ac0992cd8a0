import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** Open cases of some categories, each with the one it has now. */
export const listOpen = (
  db: Db,
  asked: { readonly categories: readonly string[]; readonly stages: readonly string[] },
): Promise<{ id: string; category: string }[]> =>
  asked.categories.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("cases")
        .innerJoin("subjects", "subjects.id", "cases.id")
        .select(["cases.id", "cases.category"])
        .where("cases.category", "in", [...asked.categories])
        .where("subjects.stage", "in", [...asked.stages])
        .orderBy("cases.id")
        .execute();

/** Cases by category within a span and the asker's scope. */
export const countByCategory = async (
  db: Db,
  asked: {
    readonly since?: Date | undefined;
    readonly until?: Date | undefined;
    readonly areaPath: string;
    readonly departments: "all" | readonly string[];
  },
): Promise<{ category: string; cases: number }[]> => {
  let query = db
    .selectFrom("cases")
    .innerJoin("subjects", "subjects.id", "cases.id")
    .select(["cases.category", sql<number>`count(*)::int`.as("cases")])
    // One problem counts once: what was merged into another counts there.
    .where("cases.merged_into", "is", null)
    .groupBy("cases.category");
  if (asked.since !== undefined) query = query.where("opened_at", ">=", asked.since);
  if (asked.until !== undefined) query = query.where("opened_at", "<", asked.until);
  if (asked.areaPath !== "") query = query.where(sql<boolean>`starts_with(cases.area_path, ${asked.areaPath})`);
  if (asked.departments !== "all")
    query = query.where(sql<boolean>`subjects.departments && ${[...asked.departments]}::uuid[]`);
  return query.execute();
};

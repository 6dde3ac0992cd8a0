import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** Whose cases: within an area and of all or some departments. */
export interface Reach {
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
}

interface Open extends Reach {
  readonly categories: readonly string[];
  readonly stages: readonly string[];
}

const openCases = (db: Db, { categories, stages, areaPath, departments }: Open) =>
  db
    .selectFrom("cases")
    .innerJoin("subjects", "subjects.id", "cases.id")
    .where("cases.category", "=", sql<string>`ANY (${[...categories]}::text[])`)
    .where("subjects.stage", "in", [...stages])
    .where(sql<boolean>`starts_with(cases.area_path, ${areaPath})`)
    .$if(departments !== "all", (query) =>
      query.where(sql<boolean>`subjects.departments && ${departments === "all" ? [] : [...departments]}::uuid[]`),
    );

/**
 * The next open cases of some categories, held until the transaction ends, each with the category it has now: read again
 * behind its lock, for whoever held that may have corrected it.
 */
export const lockOpen = async (
  db: Db,
  asked: Open & { readonly after: string | undefined; readonly atMost: number },
): Promise<{ id: string; category: string }[]> => {
  const held = await openCases(db, asked)
    .select("cases.id")
    .$if(asked.after !== undefined, (query) => query.where("cases.id", ">", asked.after ?? ""))
    .orderBy("cases.id")
    .limit(asked.atMost)
    .forUpdate("subjects")
    .execute();
  return db
    .selectFrom("cases")
    .select(["id", "category"])
    .where("id", "=", sql<string>`ANY (${held.map(({ id }) => id)}::uuid[])`)
    .orderBy("id")
    .execute();
};

/** Open cases by category, the most first. */
export const countOpen = (db: Db, asked: Open): Promise<{ category: string; cases: number }[]> =>
  openCases(db, asked)
    .select(["cases.category", sql<number>`count(*)::int`.as("cases")])
    .groupBy("cases.category")
    .orderBy("cases", "desc")
    .execute();

/** Cases by category within a span and the asker's scope. */
export const countByCategory = async (
  db: Db,
  asked: {
    readonly since?: Date | undefined;
    readonly until?: Date | undefined;
  } & Reach,
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

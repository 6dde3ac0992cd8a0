import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** A department's cases of one category in one area, also where there never was one: the other indexes would look through all of them. */
export const listDepartmentArea: Migration = {
  up: async (db) => {
    await sql`
      CREATE INDEX cases_department_area
      ON cases (department_id, area_path text_pattern_ops, category, opened_at DESC, id DESC)`.execute(db);
  },
};

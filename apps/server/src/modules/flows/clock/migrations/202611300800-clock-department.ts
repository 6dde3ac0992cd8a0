import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Whose limit it was, of one that came from another subject. */
export const clockDepartment: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE clocks ADD COLUMN department_id uuid`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Limits of two departments may have begun at one moment, of cases that were merged: each is appealed against by itself. */
export const appealDepartment: Migration = {
  up: async (db) => {
    await sql`DROP INDEX case_appeals_clock`.execute(db);
    await sql`CREATE UNIQUE INDEX case_appeals_limit ON case_appeals (case_id, clock_started_at, department_id)`.execute(
      db,
    );
  },
};

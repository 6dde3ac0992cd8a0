import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Appeals lodged before this name no clock: they go on counting for all that was late by then. */
export const appealClock: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE case_appeals ADD COLUMN clock_started_at timestamptz, ADD COLUMN department_id uuid`.execute(
      db,
    );
    await sql`CREATE UNIQUE INDEX case_appeals_clock ON case_appeals (case_id, clock_started_at)`.execute(db);
  },
};

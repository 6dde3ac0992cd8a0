import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Reports that wait are found by where they are, the nearest first. */
export const reportWaitingPlace: Migration = {
  up: async (db) => {
    await sql`
      CREATE INDEX reports_waiting_place ON reports USING gist (point(longitude, latitude))
      WHERE case_id IS NULL AND answer_id IS NULL`.execute(db);
  },
};

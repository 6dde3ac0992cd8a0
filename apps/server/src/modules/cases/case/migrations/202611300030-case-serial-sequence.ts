import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Serials of a day come from one sequence that nobody waits for; a day keeps which of its numbers was the day's first.
 * Days before go on behind their last.
 */
export const caseSerialSequence: Migration = {
  up: async (db) => {
    await sql`CREATE SEQUENCE case_numbers`.execute(db);
    await sql`ALTER TABLE case_serials ADD COLUMN first bigint`.execute(db);
    await sql`UPDATE case_serials SET first = 1 - last`.execute(db);
    await sql`ALTER TABLE case_serials ALTER COLUMN first SET NOT NULL, DROP COLUMN last`.execute(db);
  },
};

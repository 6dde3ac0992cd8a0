import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** How often somebody looked within an hour is asked at every look. */
export const personLooks: Migration = {
  up: async (db) => {
    await sql`CREATE INDEX journal_looks ON journal (actor_id, at) WHERE type = 'person.unmasked'`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What somebody else gave in a person's name must not stand in the way of their own. */
export const consentGiver: Migration = {
  up: async (db) => {
    await sql`DROP INDEX person_consents_standing`.execute(db);
    await sql`
      CREATE UNIQUE INDEX person_consents_standing ON person_consents (person_id, about_id, purpose, channel, given_by)
      WHERE withdrawn_at IS NULL`.execute(db);
  },
};

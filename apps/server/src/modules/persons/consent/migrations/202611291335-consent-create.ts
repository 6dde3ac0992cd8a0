import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What persons agreed to, for what, about which subject, and when they took it back. Ids alone: nothing to erase. */
export const consentCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE person_consents (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        purpose text NOT NULL,
        channel text NOT NULL,
        about_kind text NOT NULL,
        about_id uuid NOT NULL,
        language text NOT NULL,
        given_at timestamptz NOT NULL,
        given_by text NOT NULL,
        withdrawn_at timestamptz
      )`.execute(db);
    await sql`
      CREATE UNIQUE INDEX person_consents_standing ON person_consents (person_id, about_id, purpose, channel)
      WHERE withdrawn_at IS NULL`.execute(db);
    await sql`CREATE INDEX person_consents_about ON person_consents (about_id)`.execute(db);
    await sql`CREATE INDEX person_consents_person ON person_consents (person_id, given_at)`.execute(db);
  },
};

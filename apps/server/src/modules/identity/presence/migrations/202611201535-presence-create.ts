import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Who is on duty outside, and where they were last: one row a person, no history. */
export const presenceCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE presences (
        person_id uuid PRIMARY KEY,
        post_id uuid NOT NULL,
        since timestamptz NOT NULL,
        longitude float8 NOT NULL,
        latitude float8 NOT NULL,
        accuracy_m float8 NOT NULL,
        heard_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX presences_heard ON presences (heard_at)`.execute(db);
  },
};

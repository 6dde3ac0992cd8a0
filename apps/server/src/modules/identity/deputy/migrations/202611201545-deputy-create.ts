import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const deputyCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE deputies (
        id uuid PRIMARY KEY,
        post_id uuid NOT NULL,
        person_id uuid NOT NULL,
        deputy_id uuid NOT NULL,
        until_at timestamptz NOT NULL,
        ended_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX deputies_deputy ON deputies (deputy_id, post_id) WHERE ended_at IS NULL`.execute(db);
    await sql`CREATE INDEX deputies_person ON deputies (person_id)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const accountCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE accounts (
        id uuid PRIMARY KEY,
        login text NOT NULL UNIQUE,
        person_id uuid NOT NULL,
        post_ids uuid[] NOT NULL,
        password_hash text,
        must_change boolean NOT NULL,
        epoch integer NOT NULL,
        demo boolean NOT NULL,
        last_sign_in_at timestamptz
      )`.execute(db);
  },
};

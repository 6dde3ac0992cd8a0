import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const keyCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE keys (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        secret_hash bytea UNIQUE,
        scopes text[] NOT NULL,
        last_used_at timestamptz
      )`.execute(db);
  },
};

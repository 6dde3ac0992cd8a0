import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const sessionCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        account_id uuid NOT NULL,
        post_id uuid NOT NULL,
        epoch integer NOT NULL,
        opened_at timestamptz NOT NULL,
        used_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX sessions_opened ON sessions (opened_at)`.execute(db);
    await sql`
      CREATE TABLE sign_in_attempts (
        key bytea PRIMARY KEY,
        count integer NOT NULL,
        last_at timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL,
        noted_at timestamptz
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const begunEntryCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE begun_entries (
        digest bytea PRIMARY KEY,
        account_id uuid,
        note text NOT NULL DEFAULT '',
        begun_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX begun_entries_begun ON begun_entries (begun_at)`.execute(db);
  },
};

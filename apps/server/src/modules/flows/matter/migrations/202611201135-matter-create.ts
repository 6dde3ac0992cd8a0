import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const matterCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE matters (
        id uuid PRIMARY KEY,
        facts jsonb NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX subjects_kind_created ON subjects (kind, created_at DESC, id DESC)`.execute(db);
  },
};

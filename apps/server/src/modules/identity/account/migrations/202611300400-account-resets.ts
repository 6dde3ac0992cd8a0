import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const accountResets: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE accounts ADD COLUMN resets jsonb NOT NULL DEFAULT '[]'`.execute(db);
  },
};

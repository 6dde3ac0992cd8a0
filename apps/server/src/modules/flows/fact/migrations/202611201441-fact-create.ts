import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const factCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE facts (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        definition jsonb NOT NULL
      )`.execute(db);
  },
};

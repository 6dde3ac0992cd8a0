import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const categoryCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE pack_categories (
        id uuid PRIMARY KEY,
        category text NOT NULL UNIQUE
      )`.execute(db);
  },
};

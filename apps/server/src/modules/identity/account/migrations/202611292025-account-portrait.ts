import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Where in the vault the drawing of somebody who works for the city lies. */
export const accountPortrait: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE accounts ADD COLUMN portrait_text_id uuid`.execute(db);
  },
};

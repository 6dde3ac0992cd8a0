import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const importPlaces: Migration = {
  up: async (db) => {
    // What `line` counts in the rows of a run: lines of its file, or features. Runs from before told lines.
    await sql`ALTER TABLE import_runs ADD COLUMN places text NOT NULL DEFAULT 'line'`.execute(db);
  },
};

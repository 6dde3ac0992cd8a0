import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What a row said last, and which version of its case that made: by these it is known who said something new since. */
export const caseImportSaid: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE case_imports ADD COLUMN digest text, ADD COLUMN version integer NOT NULL DEFAULT 1`.execute(
      db,
    );
  },
};

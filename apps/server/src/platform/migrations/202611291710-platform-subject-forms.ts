import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Forms that a subject's category asks with its moves, by move, as the category said when it was opened. */
export const platformSubjectForms: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE subjects ADD COLUMN forms jsonb NOT NULL DEFAULT '{}'`.execute(db);
  },
};

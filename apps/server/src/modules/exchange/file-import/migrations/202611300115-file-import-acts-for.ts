import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** In whose name its worker acts: whoever set it going last, which need not be who began it. */
export const fileImportActsFor: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE file_imports ADD COLUMN acts_for jsonb`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Which report the newest word about the mending came with, and whether an officer was told it on the telephone. */
export const caseHeardFrom: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE cases
        ADD COLUMN heard_report uuid,
        ADD COLUMN heard_called boolean NOT NULL DEFAULT false`.execute(db);
  },
};

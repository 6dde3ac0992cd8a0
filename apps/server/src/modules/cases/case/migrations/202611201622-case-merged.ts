import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** A case that goes on in another, and the citizen's word beside fixed, verified and closed. */
export const caseMerged: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE cases
        ADD COLUMN merged_into uuid,
        ADD COLUMN heard_at timestamptz,
        ADD COLUMN heard_fixed boolean`.execute(db);
    await sql`CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL`.execute(db);
  },
};

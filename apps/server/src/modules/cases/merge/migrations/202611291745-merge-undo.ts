import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What two cases were before one was merged into the other, so that it can be taken back for a while. */
export const mergeUndo: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE case_merges (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        into_id uuid NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        before jsonb NOT NULL,
        undone_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX case_merges_case ON case_merges (case_id, at DESC)`.execute(db);
    await sql`CREATE INDEX case_merges_into ON case_merges (into_id, at DESC)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Appeals against lateness, and cases that no longer count as late because one was granted. */
export const caseAppeals: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE cases ADD COLUMN exempted_at timestamptz`.execute(db);
    await sql`
      CREATE TABLE case_appeals (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        reason text NOT NULL,
        answer text,
        lodged_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX case_appeals_case ON case_appeals (case_id, lodged_at)`.execute(db);
  },
};

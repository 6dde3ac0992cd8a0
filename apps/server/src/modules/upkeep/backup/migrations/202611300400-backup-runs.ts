import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const backupRuns: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE backup_runs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        state text NOT NULL,
        asked_by text,
        began_at timestamptz NOT NULL,
        ended_at timestamptz,
        place text NOT NULL,
        name text NOT NULL,
        bytes bigint,
        journal_size bigint,
        step jsonb,
        fault jsonb,
        removed_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX backup_runs_began ON backup_runs (began_at DESC)`.execute(db);
  },
};

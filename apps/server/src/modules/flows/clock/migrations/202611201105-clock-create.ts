import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const clockCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE clocks (
        id uuid PRIMARY KEY,
        subject_id uuid NOT NULL,
        clock text NOT NULL,
        state jsonb NOT NULL,
        started_at timestamptz NOT NULL,
        due_at timestamptz,
        stopped_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX clocks_subject ON clocks (subject_id, started_at)`.execute(db);
    await sql`CREATE UNIQUE INDEX clocks_running ON clocks (subject_id, clock) WHERE stopped_at IS NULL`.execute(db);
  },
};

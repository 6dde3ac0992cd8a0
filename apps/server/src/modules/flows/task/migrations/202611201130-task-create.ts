import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const taskCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE tasks (
        id uuid PRIMARY KEY,
        subject_id uuid NOT NULL,
        department_id uuid NOT NULL,
        state text NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX tasks_subject ON tasks (subject_id, opened_at)`.execute(db);
    await sql`CREATE INDEX tasks_open ON tasks (department_id, opened_at) WHERE closed_at IS NULL`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Tasks of other kinds than disposing, given to a person too; where they are is kept here so that the nearest come first. */
export const taskKinds: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE tasks
        ADD COLUMN kind text NOT NULL DEFAULT 'dispose',
        ADD COLUMN person_id text,
        ADD COLUMN longitude double precision,
        ADD COLUMN latitude double precision,
        ADD COLUMN what text`.execute(db);
    await sql`
      UPDATE tasks SET longitude = cases.longitude, latitude = cases.latitude
      FROM cases WHERE cases.id = tasks.subject_id`.execute(db);
    await sql`CREATE INDEX tasks_person ON tasks (person_id, opened_at) WHERE closed_at IS NULL`.execute(db);
    await sql`CREATE INDEX tasks_waiting ON tasks (opened_at, id) WHERE closed_at IS NULL`.execute(db);
  },
};

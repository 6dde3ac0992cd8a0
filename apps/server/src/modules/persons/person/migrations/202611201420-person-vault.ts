import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * More that is sealed, a second blind index, what a person is held by, and which subjects speak of them. Whoever was
 * kept before gets a place in the flow.
 */
export const personVault: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE persons ADD COLUMN more bytea, ADD COLUMN id_index bytea, ADD COLUMN held_by text`.execute(
      db,
    );
    await sql`CREATE INDEX persons_id_number ON persons (id_index)`.execute(db);
    await sql`
      CREATE TABLE person_ties (
        person_id uuid NOT NULL,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (person_id, subject_id)
      )`.execute(db);
    await sql`
      INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at)
      SELECT id, 'person', 'person', 1, CASE WHEN erased_at IS NULL THEN 'kept' ELSE 'erased' END, 1, '', '{}', '{}',
        kept_at, coalesce(erased_at, kept_at) FROM persons`.execute(db);
    await sql`UPDATE persons SET held_by = 'account' WHERE id IN (SELECT person_id FROM accounts)`.execute(db);
    await sql`
      INSERT INTO person_ties (person_id, kind, subject_id, at)
      SELECT reporter_id, 'case', case_id, min(at) FROM reports WHERE reporter_id IS NOT NULL GROUP BY 1, 3`.execute(
      db,
    );
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Each filter of the list that can stand alone has its index; views are what people keep of it. */
export const caseList: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE cases ADD COLUMN channel text`.execute(db);
    await sql`
      UPDATE cases SET channel = first.channel
      FROM (SELECT DISTINCT ON (case_id) case_id, channel FROM reports ORDER BY case_id, at, id) AS first
      WHERE first.case_id = cases.id`.execute(db);
    // What an area is narrowed by further is looked at in the index: few rows are fetched for nothing.
    await sql`DROP INDEX cases_area`.execute(db);
    await sql`
      CREATE INDEX cases_area ON cases
        (area_path text_pattern_ops, category, severity, channel, opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX cases_channel ON cases (channel, opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX cases_severity ON cases (severity, opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX subjects_stage_new ON subjects (kind, stage, created_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX subjects_departments ON subjects USING gin (departments)`.execute(db);
    await sql`
      CREATE TABLE case_views (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        query jsonb NOT NULL,
        columns text[] NOT NULL,
        owner_id text NOT NULL,
        department_id uuid,
        shared boolean NOT NULL,
        changed_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX case_views_owner ON case_views (owner_id)`.execute(db);
    await sql`CREATE INDEX case_views_department ON case_views (department_id) WHERE shared`.execute(db);
  },
};

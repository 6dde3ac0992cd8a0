import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const caseCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE cases (
        id uuid PRIMARY KEY,
        no text NOT NULL UNIQUE,
        category text NOT NULL,
        title jsonb NOT NULL,
        severity text,
        longitude double precision NOT NULL,
        latitude double precision NOT NULL,
        at_box box GENERATED ALWAYS AS (box(point(longitude, latitude), point(longitude, latitude))) STORED,
        area_path text NOT NULL,
        thing_id uuid,
        department_id uuid,
        reports integer NOT NULL,
        facts jsonb NOT NULL,
        opened_at timestamptz NOT NULL,
        reported_at timestamptz NOT NULL,
        fixed_at timestamptz,
        fixed_by text,
        verified_at timestamptz,
        verified_by text,
        closed_at timestamptz,
        closed_by text
      )`.execute(db);
    await sql`CREATE INDEX cases_opened ON cases (opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX cases_category ON cases (category, opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX cases_department ON cases (department_id, opened_at DESC, id DESC)`.execute(db);
    await sql`CREATE INDEX cases_area ON cases (area_path text_pattern_ops, opened_at DESC)`.execute(db);
    await sql`CREATE INDEX cases_thing ON cases (thing_id, opened_at DESC) WHERE thing_id IS NOT NULL`.execute(db);
    await sql`CREATE INDEX cases_box ON cases USING gist (at_box)`.execute(db);
    await sql`
      CREATE TABLE case_serials (
        day text PRIMARY KEY,
        last integer NOT NULL
      )`.execute(db);
  },
};

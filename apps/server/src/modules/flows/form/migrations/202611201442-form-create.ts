import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const formCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE forms (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        draft jsonb NOT NULL,
        published integer
      )`.execute(db);
    await sql`
      CREATE TABLE form_versions (
        form text NOT NULL,
        version integer NOT NULL,
        definition jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        published_by text NOT NULL,
        PRIMARY KEY (form, version)
      )`.execute(db);
    await sql`
      CREATE TABLE form_answers (
        id uuid PRIMARY KEY,
        subject_id uuid NOT NULL,
        move text NOT NULL,
        form text NOT NULL,
        version integer NOT NULL,
        answers jsonb NOT NULL,
        at timestamptz NOT NULL,
        actor_id text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX form_answers_subject ON form_answers (subject_id)`.execute(db);
    await sql`CREATE INDEX form_answers_form ON form_answers (form, version)`.execute(db);
    await sql`
      CREATE TABLE known_facts (
        id uuid PRIMARY KEY,
        about_kind text NOT NULL,
        about_key text NOT NULL,
        fact text NOT NULL,
        value jsonb NOT NULL,
        at timestamptz NOT NULL,
        form text NOT NULL,
        version integer NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        area_path text NOT NULL,
        department_id uuid,
        actor_id text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX known_facts_about ON known_facts (about_kind, about_key, fact, at DESC)`.execute(db);
  },
};

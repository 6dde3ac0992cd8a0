import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const dictionaryCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE dictionary_versions (
        id uuid PRIMARY KEY,
        dictionary text NOT NULL,
        version text NOT NULL,
        name text NOT NULL,
        holds_from date,
        holds_until date,
        digest text,
        UNIQUE (dictionary, version)
      )`.execute(db);
    await sql`
      CREATE TABLE dictionary_classes (
        version_id uuid NOT NULL REFERENCES dictionary_versions (id),
        key text NOT NULL,
        of text NOT NULL,
        code text NOT NULL,
        major text NOT NULL,
        name text NOT NULL,
        local boolean NOT NULL,
        duty text,
        conditions jsonb NOT NULL,
        PRIMARY KEY (version_id, key)
      )`.execute(db);
    await sql`
      CREATE TABLE dictionary_mappings (
        from_id uuid NOT NULL REFERENCES dictionary_versions (id),
        to_id uuid NOT NULL REFERENCES dictionary_versions (id),
        from_key text NOT NULL,
        to_key text NOT NULL,
        PRIMARY KEY (from_id, to_id, from_key)
      )`.execute(db);
    await sql`
      CREATE TABLE dictionary_imports (
        id uuid PRIMARY KEY,
        dictionary text NOT NULL,
        version text NOT NULL,
        name text NOT NULL,
        files jsonb NOT NULL,
        answers jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        taken_at timestamptz,
        version_id uuid
      )`.execute(db);
  },
};

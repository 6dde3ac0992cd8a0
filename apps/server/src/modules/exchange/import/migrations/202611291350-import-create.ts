import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const importCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE import_runs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        source text NOT NULL,
        name text NOT NULL,
        file text NOT NULL,
        mapping text NOT NULL,
        area_path text NOT NULL,
        began_by text NOT NULL,
        began_at timestamptz NOT NULL,
        ended_at timestamptz,
        rows integer,
        UNIQUE (file, mapping, kind, area_path)
      )`.execute(db);
    await sql`
      CREATE TABLE import_batches (
        run_id uuid NOT NULL,
        no integer NOT NULL,
        kind text NOT NULL,
        counts jsonb NOT NULL,
        rejects jsonb NOT NULL,
        kept_at timestamptz NOT NULL,
        PRIMARY KEY (run_id, kind, no)
      )`.execute(db);
    await sql`
      CREATE TABLE import_rejects (
        run_id uuid NOT NULL,
        line integer NOT NULL,
        field text NOT NULL,
        code text NOT NULL,
        text jsonb NOT NULL,
        PRIMARY KEY (run_id, line, field, code)
      )`.execute(db);
  },
};

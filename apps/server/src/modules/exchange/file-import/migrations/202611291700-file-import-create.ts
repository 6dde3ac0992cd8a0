import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const fileImportCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE file_imports (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        stage text NOT NULL,
        name text NOT NULL,
        files jsonb NOT NULL,
        format text,
        layout jsonb NOT NULL,
        look jsonb,
        proposals jsonb NOT NULL,
        mapping jsonb,
        seen jsonb,
        pass jsonb,
        run_id uuid,
        fault jsonb,
        mends uuid,
        tries integer NOT NULL,
        area_path text NOT NULL,
        began_by jsonb NOT NULL,
        began_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        touched_at timestamptz NOT NULL,
        removed_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX file_imports_going ON file_imports (changed_at)
      WHERE stage IN ('looking', 'reading', 'running')`.execute(db);
    await sql`CREATE INDEX file_imports_mends ON file_imports (mends) WHERE mends IS NOT NULL`.execute(db);
  },
};

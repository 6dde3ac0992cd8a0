import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What came from elsewhere, by its number there; where another system only guessed, the case is not on the map. */
export const caseImport: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE cases ADD COLUMN placed boolean NOT NULL DEFAULT true`.execute(db);
    await sql`
      CREATE TABLE case_imports (
        source text NOT NULL,
        ref text NOT NULL,
        case_id uuid NOT NULL,
        import_id uuid NOT NULL,
        line integer NOT NULL,
        verdict text,
        PRIMARY KEY (source, ref)
      )`.execute(db);
    await sql`CREATE INDEX case_imports_case ON case_imports (case_id)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** A run is of the departments of whoever began it; those of before are for who sees all. */
export const importDepartments: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE import_runs ADD COLUMN departments text NOT NULL DEFAULT 'all'`.execute(db);
    await sql`ALTER TABLE import_runs DROP CONSTRAINT import_runs_file_mapping_kind_area_path_key`.execute(db);
    await sql`ALTER TABLE import_runs ADD UNIQUE (file, mapping, kind, area_path, departments)`.execute(db);
  },
};

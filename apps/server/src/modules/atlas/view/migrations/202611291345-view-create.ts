import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Views of the map that people keep. */
export const viewCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE map_views (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        query jsonb NOT NULL,
        owner_id text NOT NULL,
        department_id uuid,
        shared boolean NOT NULL,
        changed_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX map_views_owner ON map_views (owner_id)`.execute(db);
    await sql`CREATE INDEX map_views_department ON map_views (department_id) WHERE shared`.execute(db);
  },
};

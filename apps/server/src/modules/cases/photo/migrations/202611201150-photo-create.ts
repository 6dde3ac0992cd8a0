import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const photoCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE photos (
        id uuid PRIMARY KEY,
        case_id uuid,
        stage text,
        uploaded_by text NOT NULL,
        uploaded_at timestamptz NOT NULL,
        taken_at timestamptz,
        longitude double precision,
        latitude double precision,
        digest text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX photos_case ON photos (case_id, uploaded_at)`.execute(db);
  },
};

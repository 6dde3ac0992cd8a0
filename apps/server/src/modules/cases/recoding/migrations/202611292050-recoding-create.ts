import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const recodingCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE recodings (
        id uuid PRIMARY KEY,
        from_id uuid NOT NULL,
        to_id uuid NOT NULL,
        area_path text NOT NULL,
        departments uuid[],
        after_id uuid,
        recoded integer NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX recodings_unfinished ON recodings (started_at) WHERE finished_at IS NULL`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const quarantineCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE quarantined (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        reason text NOT NULL,
        device_id text,
        address text,
        detail jsonb NOT NULL,
        payload text,
        count integer NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        area_path text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX quarantined_reason ON quarantined (reason, id)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const channelCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE channels (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        name jsonb NOT NULL,
        enabled boolean NOT NULL,
        settings jsonb NOT NULL,
        tells jsonb NOT NULL,
        retry_limit integer NOT NULL,
        retry_delay_seconds integer NOT NULL,
        version integer NOT NULL,
        last_success_at timestamptz,
        last_failure_at timestamptz,
        last_failure jsonb
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const escalationCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE notice_escalations (
        type text NOT NULL,
        version integer NOT NULL,
        steps jsonb NOT NULL,
        by text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (type, version)
      )`.execute(db);
  },
};

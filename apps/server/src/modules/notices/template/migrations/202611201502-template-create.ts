import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const templateCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE notice_templates (
        type text NOT NULL,
        version integer NOT NULL,
        words jsonb NOT NULL,
        by text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (type, version)
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const settingCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE notice_settings (
        person_id text PRIMARY KEY,
        language text NOT NULL,
        quiet jsonb,
        choices jsonb NOT NULL
      )`.execute(db);
  },
};

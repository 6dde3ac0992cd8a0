import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const sessionWay: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE sessions
        ADD way text NOT NULL DEFAULT 'password',
        ADD factored boolean NOT NULL DEFAULT false`.execute(db);
  },
};

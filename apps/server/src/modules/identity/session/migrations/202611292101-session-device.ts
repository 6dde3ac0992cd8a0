import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const sessionDevice: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE sessions ADD agent text NOT NULL DEFAULT '', ADD address text NOT NULL DEFAULT ''`.execute(
      db,
    );
  },
};

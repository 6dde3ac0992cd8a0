import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const factorCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE factors (
        account_id uuid PRIMARY KEY,
        secret bytea NOT NULL,
        begun_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL DEFAULT 0,
        recovery bytea[] NOT NULL DEFAULT '{}'
      )`.execute(db);
  },
};

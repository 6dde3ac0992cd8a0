import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const signOnCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE sign_on_bindings (
        account_id uuid PRIMARY KEY,
        issuer text NOT NULL,
        subject bytea,
        invited bytea,
        at timestamptz NOT NULL,
        UNIQUE (issuer, subject),
        UNIQUE (issuer, invited)
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const passkeyCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE passkeys (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        credential text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL DEFAULT '{}',
        name text NOT NULL,
        is_synced boolean NOT NULL,
        made_at timestamptz NOT NULL,
        used_at timestamptz,
        doubted_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX passkeys_account ON passkeys (account_id)`.execute(db);
  },
};

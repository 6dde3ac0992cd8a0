import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const approvalCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE account_requests (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        what text NOT NULL,
        post_ids uuid[] NOT NULL,
        reason text NOT NULL,
        asked_by uuid NOT NULL,
        fetched_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX account_requests_account ON account_requests (account_id)`.execute(db);
  },
};

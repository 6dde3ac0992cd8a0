import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Who may follow a report: digests of secrets that lie on phones, and tries to get one by the phone's last digits. */
export const intakeFollow: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE follow_tokens (
        digest text PRIMARY KEY,
        report_id uuid NOT NULL,
        made_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE TABLE follow_claims (report_id uuid NOT NULL, at timestamptz NOT NULL)`.execute(db);
    await sql`CREATE INDEX follow_claims_report ON follow_claims (report_id, at)`.execute(db);
  },
};

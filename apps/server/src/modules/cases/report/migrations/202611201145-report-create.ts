import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const reportCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        channel text NOT NULL,
        at timestamptz NOT NULL,
        alarm_id uuid UNIQUE,
        words jsonb,
        text_id uuid,
        reporter_id uuid,
        longitude double precision NOT NULL,
        latitude double precision NOT NULL,
        joined jsonb NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX reports_case ON reports (case_id, at)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Reports may wait for somebody to decide, be advice, be followed by their reporter, and carry the reporter's word. */
export const reportIntake: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE reports
        ALTER COLUMN case_id DROP NOT NULL,
        ALTER COLUMN longitude DROP NOT NULL,
        ALTER COLUMN latitude DROP NOT NULL,
        ADD COLUMN no text UNIQUE,
        ADD COLUMN matter text NOT NULL DEFAULT 'problem',
        ADD COLUMN category text,
        ADD COLUMN citizen_kind text,
        ADD COLUMN urgency text NOT NULL DEFAULT 'ordinary',
        ADD COLUMN area_path text,
        ADD COLUMN address_id uuid,
        ADD COLUMN answer_id uuid,
        ADD COLUMN connected_to text,
        ADD COLUMN happened_at timestamptz,
        ADD COLUMN client_key text UNIQUE,
        ADD COLUMN photos uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN not_same_as uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN said_fixed boolean,
        ADD COLUMN said_at timestamptz,
        ADD COLUMN said_id uuid,
        ADD COLUMN rating smallint,
        ADD COLUMN reminders integer NOT NULL DEFAULT 0,
        ADD COLUMN reminded_at timestamptz`.execute(db);
    await sql`CREATE INDEX reports_reporter ON reports (reporter_id, at DESC) WHERE reporter_id IS NOT NULL`.execute(
      db,
    );
    await sql`CREATE INDEX reports_waiting ON reports (at) WHERE case_id IS NULL AND answer_id IS NULL`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Warnings and the messages about them. */
export const warningCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE warnings (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        type text,
        colour text NOT NULL,
        status text NOT NULL,
        said jsonb NOT NULL,
        reach jsonb NOT NULL,
        shape jsonb NOT NULL,
        at_box box NOT NULL,
        area_paths text[] NOT NULL,
        onset timestamptz,
        expires timestamptz NOT NULL,
        department_id uuid,
        updates uuid,
        about jsonb
      )`.execute(db);
    await sql`CREATE INDEX warnings_at_box ON warnings USING gist (at_box)`.execute(db);
    await sql`CREATE INDEX warnings_updates ON warnings (updates) WHERE updates IS NOT NULL`.execute(db);
    // A number is given once, whoever asks at the same moment.
    await sql`
      CREATE TABLE warning_messages (
        identifier text NOT NULL,
        sender text NOT NULL,
        warning_id uuid NOT NULL REFERENCES warnings (id),
        msg_type text NOT NULL,
        sent_at timestamptz NOT NULL,
        alert jsonb NOT NULL,
        PRIMARY KEY (identifier, sender)
      )`.execute(db);
    await sql`CREATE INDEX warning_messages_warning ON warning_messages (warning_id, sent_at)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const noticeReach: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE notices
        ADD long jsonb,
        ADD urgent boolean NOT NULL DEFAULT false,
        ADD posts uuid[] NOT NULL DEFAULT '{}',
        ADD persons text[] NOT NULL DEFAULT '{}',
        ADD step integer NOT NULL DEFAULT 0,
        ADD origin uuid,
        ADD acknowledge boolean NOT NULL DEFAULT false,
        ADD acknowledge_by timestamptz,
        ADD acknowledged_at timestamptz,
        ADD acknowledged_by text,
        DROP CONSTRAINT notices_cause_type_key,
        ADD UNIQUE (cause, type, step)`.execute(db);
    await sql`CREATE INDEX notices_persons ON notices USING gin (persons)`.execute(db);
    await sql`CREATE INDEX notices_posts ON notices USING gin (posts)`.execute(db);
    await sql`CREATE INDEX notices_overdue ON notices (acknowledge_by) WHERE acknowledge_by IS NOT NULL`.execute(db);
    await sql`CREATE INDEX notices_origin ON notices (origin) WHERE origin IS NOT NULL`.execute(db);
    await sql`
      CREATE TABLE watches (
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        person_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (subject_id, person_id)
      )`.execute(db);
  },
};

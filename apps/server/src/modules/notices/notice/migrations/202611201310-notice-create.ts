import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const noticeCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE notices (
        id uuid PRIMARY KEY,
        type text NOT NULL,
        cause bigint NOT NULL,
        at timestamptz NOT NULL,
        text jsonb NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        area_path text NOT NULL,
        permission text,
        departments uuid[] NOT NULL,
        UNIQUE (cause, type)
      )`.execute(db);
    await sql`CREATE INDEX notices_departments ON notices USING gin (departments)`.execute(db);
    await sql`CREATE INDEX notices_permission ON notices (permission, id DESC)`.execute(db);
    await sql`
      CREATE TABLE notice_reads (
        notice_id uuid NOT NULL REFERENCES notices (id),
        reader_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (notice_id, reader_id)
      )`.execute(db);
  },
};

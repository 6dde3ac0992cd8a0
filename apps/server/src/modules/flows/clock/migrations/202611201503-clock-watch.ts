import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** When a clock is nearly late and when its suspension ends, what was noticed of it, and by which calendar clocks were dated. */
export const clockWatch: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE clocks
        ADD COLUMN near_at timestamptz,
        ADD COLUMN resumes_at timestamptz,
        ADD COLUMN near_seen_at timestamptz,
        ADD COLUMN late_seen_at timestamptz,
        ADD COLUMN resume_seen_at timestamptz`.execute(db);
    // Due before anybody watched: nobody is woken for it.
    await sql`UPDATE clocks SET near_seen_at = now(), late_seen_at = now() WHERE due_at < now()`.execute(db);
    await sql`CREATE INDEX clocks_near ON clocks (near_at)
      WHERE stopped_at IS NULL AND near_seen_at IS NULL`.execute(db);
    await sql`CREATE INDEX clocks_late ON clocks (due_at)
      WHERE stopped_at IS NULL AND late_seen_at IS NULL`.execute(db);
    await sql`CREATE INDEX clocks_resume ON clocks (resumes_at)
      WHERE stopped_at IS NULL AND resume_seen_at IS NULL AND resumes_at IS NOT NULL`.execute(db);
    await sql`CREATE INDEX clocks_open ON clocks (id) WHERE stopped_at IS NULL`.execute(db);
    await sql`
      CREATE TABLE clock_calendars (
        id integer PRIMARY KEY CHECK (id = 1),
        digest text NOT NULL,
        dated_at timestamptz NOT NULL
      )`.execute(db);
  },
};

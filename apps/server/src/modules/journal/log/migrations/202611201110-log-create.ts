import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const logCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE journal_log (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        origin text,
        size bigint NOT NULL,
        frontier text[] NOT NULL
      )`.execute(db);
    await sql`INSERT INTO journal_log (size, frontier) VALUES (0, '{}')`.execute(db);
    await sql`
      CREATE TABLE journal_tiles (
        level smallint NOT NULL,
        index bigint NOT NULL,
        hashes bytea NOT NULL,
        PRIMARY KEY (level, index)
      )`.execute(db);
    // Hashes don't compress: trying to would only cost time at each append.
    await sql`ALTER TABLE journal_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL`.execute(db);
    await sql`
      CREATE TABLE journal_checkpoints (
        size bigint PRIMARY KEY,
        note text NOT NULL,
        signed_at timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
  },
};

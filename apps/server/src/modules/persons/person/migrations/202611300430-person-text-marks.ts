import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Blind indexes of what in a text may be somebody's number, by which an erasure finds it without opening all others. A
 * text that was sealed before has none until the module's tick has read it, and is opened by every erasure until then.
 */
export const personTextMarks: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE person_texts ADD COLUMN marks bytea[]`.execute(db);
    await sql`CREATE INDEX person_texts_marks ON person_texts USING gin (marks)`.execute(db);
    await sql`CREATE INDEX person_texts_unmarked ON person_texts (id) WHERE marks IS NULL AND sealed IS NOT NULL`.execute(
      db,
    );
  },
};

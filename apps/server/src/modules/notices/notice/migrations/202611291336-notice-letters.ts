import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** One entry may tell several persons the same thing, each in words of their own. */
export const noticeLetters: Migration = {
  up: async (db) => {
    await sql`
      ALTER TABLE notices
        ADD part text NOT NULL DEFAULT '',
        DROP CONSTRAINT notices_cause_type_step_key,
        ADD UNIQUE (cause, type, step, part)`.execute(db);
  },
};

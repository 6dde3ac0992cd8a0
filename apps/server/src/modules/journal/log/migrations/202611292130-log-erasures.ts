import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What was erased by law is looked up whenever an emptied entry is met. */
export const logErasures: Migration = {
  up: async (db) => {
    await sql`
      CREATE INDEX journal_erasures ON journal (id)
      WHERE type IN ('person.erased', 'journal.erasures-named')`.execute(db);
  },
};

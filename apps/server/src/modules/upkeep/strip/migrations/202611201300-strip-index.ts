import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const stripIndex: Migration = {
  up: async (db) => {
    await sql`
      CREATE INDEX journal_strip ON journal (at)
      WHERE type IN ('alarm.raised', 'case.reported', 'case.joined')`.execute(db);
  },
};

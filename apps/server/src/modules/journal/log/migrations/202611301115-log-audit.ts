import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** An auditor asks who did what, of which kind and when, of ten million entries. */
export const logAudit: Migration = {
  up: async (db) => {
    for (const [name, columns] of [
      ["type", "type, position"],
      ["actor", "actor_id, position"],
      ["time", "at, position"],
    ] as const)
      await sql`CREATE INDEX ${sql.ref(`journal_${name}`)} ON journal (${sql.raw(columns)}) WHERE position IS NOT NULL`.execute(
        db,
      );
  },
};

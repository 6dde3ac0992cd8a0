import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Keys end: those made before, but not the platform's own, a year from now. */
export const keyEnds: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE keys ADD COLUMN ends_at timestamptz`.execute(db);
    await sql`
      UPDATE keys SET ends_at = now() + interval '1 year'
      WHERE id IN (SELECT subject_id::uuid FROM journal WHERE type = 'key.registered' AND actor_kind = 'person')`.execute(
      db,
    );
  },
};

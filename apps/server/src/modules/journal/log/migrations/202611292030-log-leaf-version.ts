import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { digestOf } from "../../../../platform/journal.ts";
import type { Migration } from "../../../../platform/migration.ts";

const saltBytes = 16;

/**
 * Entries get the version of their leaf: the first for those that are there, the second from now on. What was emptied
 * before erasures were named is named here once and for all, by the first entry of the second version.
 */
export const logLeafVersion: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE journal ADD COLUMN leaf smallint NOT NULL DEFAULT 1`.execute(db);
    await sql`ALTER TABLE journal ALTER COLUMN leaf SET DEFAULT 2`.execute(db);
    const { rows } = await sql<{ digest: string }>`
      SELECT encode(digest, 'hex') AS digest FROM journal WHERE changes IS NULL ORDER BY id`.execute(db);
    if (rows.length === 0) return;
    const changes = { emptied: rows.map(({ digest }) => digest) };
    const salt = randomBytes(saltBytes);
    await sql`
      INSERT INTO journal (at, type, subject_kind, subject_id, actor_kind, actor_id, request_id, area_path, departments,
        salt, digest, changes)
      SELECT greatest(now(), max(at)), 'journal.erasures-named', 'journal', 'journal', 'system', 'upgrade', 'upgrade', '', '{}',
        ${salt}::bytea, ${digestOf(salt, changes)}::bytea, ${JSON.stringify(changes)}::jsonb FROM journal`.execute(db);
  },
};

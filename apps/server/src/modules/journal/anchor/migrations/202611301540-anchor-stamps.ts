import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Time stamps (RFC 3161) of checkpoints: the note as it was signed, and the authority's whole answer. */
export const anchorStamps: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE journal_stamps (
        size bigint PRIMARY KEY,
        note text NOT NULL,
        answer bytea NOT NULL,
        authority text NOT NULL,
        stamped_at timestamptz NOT NULL
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What witnesses added to checkpoints. */
export const logCosignatures: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE journal_cosignatures (
        size bigint NOT NULL,
        witness text NOT NULL,
        line text NOT NULL,
        signed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (size, witness)
      )`.execute(db);
  },
};

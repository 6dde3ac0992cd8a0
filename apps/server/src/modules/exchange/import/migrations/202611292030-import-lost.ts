import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const importLost: Migration = {
  up: async (db) => {
    // Which readings of a batch were not taken, by their place in it; `again` while they wait to be tried once more.
    await sql`ALTER TABLE import_batches ADD COLUMN lost jsonb, ADD COLUMN again boolean NOT NULL DEFAULT false`.execute(
      db,
    );
    await sql`ALTER TABLE import_rejects ADD COLUMN lines jsonb`.execute(db);
  },
};

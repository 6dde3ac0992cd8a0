import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** A ref is its source's own: two files that both count from 1 are two sets of features. */
export const baseBySource: Migration = {
  up: async (db) => {
    await sql`DROP INDEX base_features_ref`.execute(db);
    await sql`CREATE UNIQUE INDEX base_features_ref ON base_features (ref, source)`.execute(db);
  },
};

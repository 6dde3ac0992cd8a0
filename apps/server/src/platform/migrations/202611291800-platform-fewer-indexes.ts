import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** `subjects_stage_new` begins with the same two columns: the shorter one cost a row at every move and told nothing more. */
export const platformFewerIndexes: Migration = {
  up: async (db) => {
    await sql`DROP INDEX IF EXISTS subjects_kind_stage`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** What packs called their things, rules and cases: kept when the pack goes, because history stays. */
export const declaredNames: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE declared_names (
        kind text NOT NULL,
        id text NOT NULL,
        zh text NOT NULL,
        en text NOT NULL,
        PRIMARY KEY (kind, id)
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Pictures of persons, apart from their words: names are read at every turn, pictures seldom. */
export const personPortrait: Migration = {
  up: async (db) => {
    await sql`CREATE TABLE person_portraits (person_id uuid PRIMARY KEY, sealed bytea NOT NULL)`.execute(db);
  },
};

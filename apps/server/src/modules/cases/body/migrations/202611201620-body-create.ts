import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** What the bodies that dictionaries name in words mean in this city, area by area. */
export const bodyCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE responsible_bodies (
        id uuid PRIMARY KEY,
        words text NOT NULL,
        area_path text NOT NULL,
        duty text,
        department_id uuid,
        UNIQUE (words, area_path)
      )`.execute(db);
  },
};

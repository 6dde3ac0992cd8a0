import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** How often what the map shows has changed: tiles are cached by it. Areas may be known by code and name alone. */
export const areaVersions: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE areas ALTER COLUMN geometry DROP NOT NULL`.execute(db);
    await sql`CREATE TABLE map_versions (what text PRIMARY KEY, version bigint NOT NULL)`.execute(db);
    await sql`INSERT INTO map_versions VALUES ('areas', 1), ('base', 1), ('roads', 1)`.execute(db);
  },
};

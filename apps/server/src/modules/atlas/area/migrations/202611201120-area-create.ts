import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const areaCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE areas (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        level integer NOT NULL,
        name jsonb NOT NULL,
        path text NOT NULL UNIQUE,
        parent_path text NOT NULL,
        geometry jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE base_features (
        no bigserial PRIMARY KEY,
        kind text NOT NULL,
        properties jsonb NOT NULL,
        geometry jsonb NOT NULL
      )`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const departmentCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE departments (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name jsonb NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE posts (
        id uuid PRIMARY KEY,
        name jsonb NOT NULL,
        role text NOT NULL,
        department_id uuid NOT NULL REFERENCES departments,
        area_path text NOT NULL
      )`.execute(db);
  },
};

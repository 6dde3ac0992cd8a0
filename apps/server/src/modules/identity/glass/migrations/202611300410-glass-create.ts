import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const glassCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE wider_reaches (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        person_id uuid NOT NULL,
        post_id uuid NOT NULL,
        area_path text,
        department_id uuid,
        permission text,
        reason text NOT NULL,
        until_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK (num_nonnulls(area_path, department_id, permission) = 1)
      )`.execute(db);
    await sql`
      CREATE UNIQUE INDEX wider_reaches_open ON wider_reaches (account_id, post_id) WHERE ended_at IS NULL`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const reviewCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE access_reviews (
        id uuid PRIMARY KEY,
        department_id uuid,
        role text,
        begun_at timestamptz NOT NULL,
        CHECK (num_nonnulls(department_id, role) = 1)
      )`.execute(db);
    await sql`
      CREATE TABLE access_review_items (
        review_id uuid NOT NULL REFERENCES access_reviews,
        account_id uuid NOT NULL,
        post_id uuid NOT NULL,
        decision text,
        reason text,
        decided_by uuid,
        decided_at timestamptz,
        PRIMARY KEY (review_id, account_id, post_id)
      )`.execute(db);
  },
};

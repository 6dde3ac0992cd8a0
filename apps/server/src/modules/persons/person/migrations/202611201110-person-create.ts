import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Every column a person could be known by is sealed bytes; without the wrapped key they are noise. */
export const personCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE persons (
        id uuid PRIMARY KEY,
        wrapped_key bytea,
        name bytea,
        phone bytea,
        name_index bytea,
        phone_index bytea,
        kept_at timestamptz NOT NULL,
        erased_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX persons_name ON persons (name_index)`.execute(db);
    await sql`CREATE INDEX persons_phone ON persons (phone_index)`.execute(db);
    await sql`
      CREATE TABLE person_texts (
        id uuid PRIMARY KEY,
        person_id uuid,
        wrapped_key bytea,
        sealed bytea,
        kept_at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX person_texts_person ON person_texts (person_id)`.execute(db);
  },
};

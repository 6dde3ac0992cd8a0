import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const deviceCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE devices (
        id uuid PRIMARY KEY,
        no serial UNIQUE,
        ref text NOT NULL UNIQUE,
        type text NOT NULL,
        thing_id uuid NOT NULL,
        name text NOT NULL,
        token_hash bytea,
        area_path text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX devices_thing ON devices (thing_id)`.execute(db);
    await sql`CREATE INDEX devices_area ON devices (area_path text_pattern_ops)`.execute(db);
    await sql`
      CREATE TABLE streams (
        id uuid PRIMARY KEY,
        no serial UNIQUE,
        thing_id uuid NOT NULL,
        type text NOT NULL,
        device_id uuid,
        area_path text NOT NULL,
        registered_at timestamptz NOT NULL,
        UNIQUE (thing_id, type)
      )`.execute(db);
    await sql`CREATE INDEX streams_area ON streams (area_path text_pattern_ops, type)`.execute(db);
  },
};

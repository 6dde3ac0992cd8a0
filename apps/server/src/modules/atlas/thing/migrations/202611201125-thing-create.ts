import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const thingCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE things (
        id uuid PRIMARY KEY,
        no serial UNIQUE,
        ref text NOT NULL UNIQUE,
        type text NOT NULL,
        code text,
        name jsonb NOT NULL,
        longitude double precision NOT NULL,
        latitude double precision NOT NULL,
        at_box box GENERATED ALWAYS AS (box(point(longitude, latitude), point(longitude, latitude))) STORED,
        attributes jsonb NOT NULL,
        area_path text NOT NULL,
        department_id uuid,
        retired boolean NOT NULL DEFAULT false,
        open_alarms jsonb NOT NULL DEFAULT '{}'
      )`.execute(db);
    await sql`CREATE INDEX things_box ON things USING gist (at_box)`.execute(db);
    await sql`CREATE INDEX things_area ON things (area_path text_pattern_ops)`.execute(db);
    await sql`CREATE INDEX things_type ON things (type, no)`.execute(db);
    await sql`
      CREATE TABLE links (
        id uuid PRIMARY KEY,
        no serial UNIQUE,
        ref text NOT NULL UNIQUE,
        type text NOT NULL,
        from_id uuid NOT NULL,
        to_id uuid NOT NULL,
        line jsonb NOT NULL,
        at_box box NOT NULL,
        attributes jsonb NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX links_box ON links USING gist (at_box)`.execute(db);
    await sql`CREATE INDEX links_from ON links (from_id)`.execute(db);
    await sql`CREATE INDEX links_to ON links (to_id)`.execute(db);
  },
};

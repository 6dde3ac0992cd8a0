import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const incidentCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE incidents (
        id uuid PRIMARY KEY,
        no text NOT NULL UNIQUE,
        type text NOT NULL,
        drill boolean NOT NULL DEFAULT false,
        title jsonb NOT NULL,
        words text,
        origin text NOT NULL,
        level text,
        proposed text,
        proposed_words jsonb,
        longitude double precision NOT NULL,
        latitude double precision NOT NULL,
        area_path text NOT NULL,
        commander_id text,
        plan text,
        figures jsonb NOT NULL DEFAULT '{}',
        asked jsonb NOT NULL DEFAULT '{}',
        review_text text,
        opened_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        activated_at timestamptz,
        level_at timestamptz,
        stood_down_at timestamptz,
        sealed_at timestamptz
      )`.execute(db);
    // One case belongs to one incident: nothing is responded to twice.
    await sql`
      CREATE TABLE incident_cases (
        case_id uuid PRIMARY KEY,
        incident_id uuid NOT NULL,
        at timestamptz NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX incident_cases_incident ON incident_cases (incident_id, at)`.execute(db);
    await sql`
      CREATE TABLE incident_serials (
        day text PRIMARY KEY,
        last integer NOT NULL
      )`.execute(db);
  },
};

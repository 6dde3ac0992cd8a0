import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const planSteps: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE incident_steps (
        id uuid PRIMARY KEY,
        incident_id uuid NOT NULL,
        kind text NOT NULL,
        step text,
        post text,
        name jsonb NOT NULL,
        "order" jsonb NOT NULL,
        level text,
        department_id uuid NOT NULL,
        deputy_id uuid,
        after text[] NOT NULL DEFAULT '{}',
        not_before timestamptz,
        answer_seconds integer,
        planned_start timestamptz NOT NULL,
        planned_end timestamptz NOT NULL,
        begun_at timestamptz,
        stood_in boolean NOT NULL DEFAULT false,
        ended_at timestamptz
      )`.execute(db);
    // A step of a plan is given once to an incident, whoever asks for it and however often.
    await sql`CREATE UNIQUE INDEX incident_steps_once ON incident_steps (incident_id, step) WHERE step IS NOT NULL`.execute(
      db,
    );
    await sql`CREATE INDEX incident_steps_incident ON incident_steps (incident_id, planned_start, id)`.execute(db);
    await sql`CREATE INDEX incident_steps_open ON incident_steps (incident_id) WHERE ended_at IS NULL`.execute(db);
  },
};

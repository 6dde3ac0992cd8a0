import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** The inventory of risks: what each thing scores now, and what it scored. */
export const scoreCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE risks (
        id uuid PRIMARY KEY,
        model text NOT NULL,
        thing_id uuid NOT NULL,
        area_path text NOT NULL,
        score double precision NOT NULL,
        colour text NOT NULL,
        rank smallint NOT NULL,
        factors jsonb NOT NULL,
        inputs jsonb NOT NULL,
        judged_at timestamptz NOT NULL,
        since timestamptz NOT NULL,
        gone boolean NOT NULL DEFAULT false,
        control_state text,
        controls text,
        owner_department uuid,
        reviewed_at timestamptz,
        next_review date,
        UNIQUE (model, thing_id)
      )`.execute(db);
    await sql`CREATE INDEX risks_worst ON risks (rank DESC, score DESC, id DESC) WHERE NOT gone`.execute(db);
    await sql`
      CREATE TABLE risk_scores (
        risk_id uuid NOT NULL,
        at timestamptz NOT NULL,
        score double precision NOT NULL,
        colour text NOT NULL,
        factors jsonb NOT NULL,
        PRIMARY KEY (risk_id, at)
      )`.execute(db);
  },
};

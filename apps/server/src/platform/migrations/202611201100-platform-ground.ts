import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Subjects, their last movers, the journal, reaction cursors and the one clock. */
export const platformGround: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE subjects (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        flow text NOT NULL,
        flow_version integer NOT NULL,
        stage text NOT NULL,
        version integer NOT NULL,
        area_path text NOT NULL,
        departments uuid[] NOT NULL,
        present_department uuid,
        limits jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        due_at timestamptz
      )`.execute(db);
    await sql`CREATE INDEX subjects_kind_stage ON subjects (kind, stage)`.execute(db);
    await sql`CREATE INDEX subjects_due ON subjects (kind, due_at) WHERE due_at IS NOT NULL`.execute(db);
    await sql`
      CREATE TABLE subject_moves (
        subject_id uuid NOT NULL,
        move text NOT NULL,
        actor_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (subject_id, move)
      )`.execute(db);
    await sql`
      CREATE TABLE journal (
        id bigserial PRIMARY KEY,
        position bigint,
        at timestamptz NOT NULL,
        type text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        actor_kind text NOT NULL,
        actor_id text NOT NULL,
        actor_post uuid,
        cause_kind text,
        cause_id text,
        request_id text NOT NULL,
        stage text,
        area_path text NOT NULL,
        departments uuid[] NOT NULL,
        salt bytea,
        digest bytea NOT NULL,
        changes jsonb
      )`.execute(db);
    // Entries without a position would all meet at one place of the index, and 16 writers there.
    await sql`CREATE UNIQUE INDEX journal_position ON journal (position) WHERE position IS NOT NULL`.execute(db);
    await sql`CREATE INDEX journal_waiting ON journal (id) WHERE position IS NULL`.execute(db);
    await sql`CREATE INDEX journal_subject ON journal (subject_id, position)`.execute(db);
    await sql`
      CREATE TABLE reaction_cursors (
        name text PRIMARY KEY,
        position bigint NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE parked_reactions (
        name text NOT NULL,
        position bigint NOT NULL,
        error text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (name, position)
      )`.execute(db);
    await sql`
      CREATE TABLE server_clock (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        origin_ms bigint NOT NULL,
        simulated_origin_ms bigint NOT NULL,
        speed double precision NOT NULL
      )`.execute(db);
    await sql`INSERT INTO server_clock (origin_ms, simulated_origin_ms, speed) VALUES (0, 0, 1)`.execute(db);
  },
};

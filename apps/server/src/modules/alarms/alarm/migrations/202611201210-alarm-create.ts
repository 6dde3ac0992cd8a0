import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const alarmCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE alarms (
        id uuid PRIMARY KEY,
        rule text NOT NULL,
        thing_id uuid NOT NULL,
        stream_no integer NOT NULL,
        started_at timestamptz NOT NULL,
        since timestamptz NOT NULL,
        raised_at timestamptz NOT NULL,
        told_at timestamptz NOT NULL,
        cleared_at timestamptz,
        acknowledged_at timestamptz,
        acknowledged_by text,
        severity text NOT NULL,
        peak text NOT NULL,
        value double precision NOT NULL,
        silence boolean NOT NULL,
        longitude double precision NOT NULL,
        latitude double precision NOT NULL,
        area_path text NOT NULL,
        case_id uuid,
        UNIQUE (rule, thing_id, started_at)
      )`.execute(db);
    await sql`CREATE INDEX alarms_open ON alarms (id) WHERE cleared_at IS NULL`.execute(db);
    await sql`CREATE INDEX alarms_thing ON alarms (thing_id, id)`.execute(db);
    await sql`CREATE INDEX alarms_area ON alarms (area_path text_pattern_ops, id)`.execute(db);
  },
};

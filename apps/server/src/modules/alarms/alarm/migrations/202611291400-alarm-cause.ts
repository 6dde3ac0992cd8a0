import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** An alarm that is an echo knows its cause; a cause knows which things its echoes may lie on, for each rule. */
export const alarmCause: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE alarms ADD COLUMN cause_id uuid`.execute(db);
    await sql`CREATE INDEX alarms_cause ON alarms (cause_id) WHERE cause_id IS NOT NULL`.execute(db);
    await sql`
      CREATE TABLE alarm_reach (
        alarm_id uuid NOT NULL,
        rule text NOT NULL,
        thing_id uuid NOT NULL,
        PRIMARY KEY (alarm_id, rule, thing_id)
      )`.execute(db);
    await sql`CREATE INDEX alarm_reach_thing ON alarm_reach (thing_id, rule)`.execute(db);
  },
};

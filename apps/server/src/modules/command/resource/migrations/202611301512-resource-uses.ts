import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const resourceUses: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE resource_uses (
        id uuid PRIMARY KEY,
        incident_id uuid NOT NULL,
        thing_id uuid NOT NULL,
        kind text NOT NULL,
        people integer NOT NULL DEFAULT 0,
        shared boolean NOT NULL,
        reserved_at timestamptz NOT NULL,
        reserved_by text NOT NULL,
        released_at timestamptz
      )`.execute(db);
    // Two incidents that want one at the same moment: one of them gets it. What many share is counted under a lock.
    await sql`
      CREATE UNIQUE INDEX resource_uses_once ON resource_uses (thing_id)
      WHERE released_at IS NULL AND NOT shared`.execute(db);
    await sql`
      CREATE UNIQUE INDEX resource_uses_once_here ON resource_uses (thing_id, incident_id)
      WHERE released_at IS NULL`.execute(db);
    await sql`CREATE INDEX resource_uses_incident ON resource_uses (incident_id, reserved_at)`.execute(db);
  },
};

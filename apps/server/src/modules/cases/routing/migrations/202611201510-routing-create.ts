import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const routingCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE routing_rules (
        id uuid PRIMARY KEY,
        place double precision NOT NULL,
        name jsonb NOT NULL,
        condition text NOT NULL,
        department_id uuid NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE case_routes (
        case_id uuid PRIMARY KEY,
        rule_id uuid,
        rule_version integer,
        rule_name jsonb,
        department_id uuid NOT NULL,
        runs jsonb NOT NULL,
        fields jsonb NOT NULL,
        ran integer NOT NULL,
        at timestamptz NOT NULL
      )`.execute(db);
  },
};

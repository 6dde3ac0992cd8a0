import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const deliveryCreate: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE deliveries (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        notice_id uuid,
        type text NOT NULL,
        text jsonb NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        area_path text NOT NULL,
        departments uuid[] NOT NULL,
        urgent boolean NOT NULL,
        person_id text,
        language text NOT NULL,
        channel text NOT NULL,
        channel_id uuid,
        state text NOT NULL,
        gather boolean NOT NULL,
        digest_id uuid,
        tries integer NOT NULL,
        ref text,
        failure jsonb,
        at timestamptz NOT NULL,
        release_at timestamptz,
        sent_at timestamptz,
        delivered_at timestamptz,
        shown_at timestamptz,
        acknowledged_at timestamptz,
        given_up_at timestamptz,
        CHECK ((person_id IS NULL) <> (channel_id IS NULL))
      )`.execute(db);
    await sql`CREATE INDEX deliveries_notice ON deliveries (notice_id, person_id)`.execute(db);
    await sql`CREATE INDEX deliveries_held ON deliveries (release_at) WHERE state = 'held'`.execute(db);
    await sql`CREATE INDEX deliveries_digest ON deliveries (digest_id) WHERE digest_id IS NOT NULL`.execute(db);
    await sql`CREATE INDEX deliveries_given_up ON deliveries (id DESC) WHERE state = 'given-up'`.execute(db);
    await sql`CREATE INDEX deliveries_ref ON deliveries (ref) WHERE ref IS NOT NULL`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Answers given under a caller's `Idempotency-Key`: written with the effect, kept for some days. */
export const givenAnswers: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE given_answers (
        actor_id text NOT NULL,
        key text NOT NULL,
        digest text NOT NULL,
        status int,
        body json,
        at timestamptz NOT NULL,
        PRIMARY KEY (actor_id, key)
      )`.execute(db);
    await sql`CREATE INDEX given_answers_at ON given_answers (at)`.execute(db);
  },
};

import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Facts a subject may do without although a move of its flow needs them, as its category said when it was opened. */
export const platformWaives: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE subjects ADD COLUMN waives text[] NOT NULL DEFAULT '{}'`.execute(db);
  },
};

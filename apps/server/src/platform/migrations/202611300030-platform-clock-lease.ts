import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Until which real moment somebody asked for another speed, and which speed it was before. */
export const platformClockLease: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE server_clock ADD COLUMN lease_until_ms float8, ADD COLUMN lease_back float8`.execute(db);
  },
};

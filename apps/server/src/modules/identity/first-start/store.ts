import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** Two processes that start at once seed one after the other; held until the transaction ends. */
export const lockSeeding = async (db: Db): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtext('chengyun seed identity'))`.execute(db);
};

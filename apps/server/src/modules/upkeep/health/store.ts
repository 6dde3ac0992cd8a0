import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** How large the operations store is, in bytes; answering at all is the other half of the question. */
export const findDatabaseSize = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ bytes: number }>`SELECT pg_database_size(current_database()) AS bytes`.execute(db);
  return rows[0]?.bytes ?? 0;
};

/** Where the journal stands: the last position, and what was committed and waits for one. */
export interface JournalStand {
  readonly head: number;
  readonly waiting: number;
  readonly oldestWaiting: Date | undefined;
}

export const findJournalStand = async (db: Db): Promise<JournalStand> => {
  const { rows } = await sql<{ head: number; waiting: number; oldest: Date | null }>`
    SELECT
      (SELECT coalesce(max(position), 0) FROM journal) AS head,
      count(*) AS waiting,
      min(at) AS oldest
    FROM journal WHERE position IS NULL`.execute(db);
  const [row] = rows;
  return { head: row?.head ?? 0, waiting: row?.waiting ?? 0, oldestWaiting: row?.oldest ?? undefined };
};

/** When an entry was recorded. */
export const findEntryTime = async (db: Db, position: number): Promise<Date | undefined> =>
  (await db.selectFrom("journal").select("at").where("position", "=", position).executeTakeFirst())?.at;

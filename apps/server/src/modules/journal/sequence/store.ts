import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";
import { type LeafColumns, leafColumns } from "../log/index.ts";

/** Any number, as long as every process of every version takes the same. */
const leadership = 7_301_120_846;

/** Takes the lead for this session unless another session has it. */
export const tryLead = async (session: Db): Promise<boolean> => {
  const { rows } = await sql<{ leads: boolean }>`SELECT pg_try_advisory_lock(${leadership}::bigint) AS leads`.execute(
    session,
  );
  return rows[0]?.leads === true;
};

/** Gives the lead back. */
export const cede = async (session: Db): Promise<void> => {
  await sql`SELECT pg_advisory_unlock(${leadership}::bigint)`.execute(session);
};

const giveNext = statement(
  (_, given: { head: number; most: number }) => sql<LeafColumns>`
    UPDATE journal SET position = ${given.head}::bigint + ready.nth
    FROM (
      SELECT id, row_number() OVER (ORDER BY id) AS nth FROM (
        SELECT id FROM journal
        WHERE position IS NULL
        ORDER BY id LIMIT ${given.most}
      ) settled
    ) ready
    WHERE journal.id = ready.id
    RETURNING position, ${sql.join(leafColumns.map((column) => sql.ref(column)))}`,
);

/**
 * Gives the positions after `head` to at most `most` committed entries, in order of id, and answers them in that order.
 * What was committed before an entry was recorded has a lower id and is seen by every snapshot that sees the entry:
 * so it has its position before or in the same batch, and a transaction that still runs holds nobody back.
 */
export const positionNext = async (db: Db, head: number, most: number): Promise<LeafColumns[]> => {
  const rows = await giveNext(db, { head, most });
  return rows.sort((one, other) => one.position - other.position);
};

/** Whether committed entries still wait for their position. */
export const findWaiting = async (db: Db): Promise<boolean> => {
  const row = await db.selectFrom("journal").select("id").where("position", "is", null).limit(1).executeTakeFirst();
  return row !== undefined;
};

/** One connection for as long as the work lasts. */
export const withSession = <Result>(db: Db, work: (session: Db) => Promise<Result>): Promise<Result> =>
  db.connection().execute(work);

/** One transaction on a session. */
export const inTransaction = <Result>(session: Db, work: (db: Db) => Promise<Result>): Promise<Result> =>
  session.transaction().execute(work);

import { erasureTypes } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type LeafColumns, leafColumns } from "../log/index.ts";

/** A positioned entry with its changes, as it lies in the table. */
export type WholeEntry = LeafColumns & {
  readonly salt: Buffer | null;
  readonly changes: Readonly<Record<string, unknown>> | null;
};

/** Entries of positions `from` to `to`, both included. */
export const listWhole = (db: Db, from: number, to: number): Promise<WholeEntry[]> =>
  db
    .selectFrom("journal")
    .select(leafColumns)
    .select(["salt", "changes"])
    .select(sql<number>`position`.as("position"))
    .where("position", ">=", from)
    .where("position", "<=", to)
    .orderBy("position")
    .execute();

/** Tiles of a level, both ends included, by their index. */
export const listTiles = async (
  db: Db,
  level: number,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Buffer>> => {
  const rows = await db
    .selectFrom("journal_tiles")
    .select(["index", "hashes"])
    .where("level", "=", level)
    .where("index", ">=", from)
    .where("index", "<=", to)
    .execute();
  return new Map(rows.map(({ index, hashes }) => [Number(index), hashes]));
};

/** How far the log's own row and the entries reach, seen in one moment. */
export const findReach = async (db: Db): Promise<{ size: number; last: number }> => {
  const { rows } = await sql<{ size: number; last: number }>`
    SELECT (SELECT size FROM journal_log) AS size, coalesce((SELECT max(position) FROM journal), 0) AS last`.execute(
    db,
  );
  return { size: Number(rows[0]?.size ?? 0), last: Number(rows[0]?.last ?? 0) };
};

/** Which of some digests erasures name, and what the entries say since, as far as they were masked only. */
export const listNamed = async (
  db: Db,
  digests: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { rows } = await sql<{ digest: string; left: string | null }>`
    SELECT named.digest, changes -> 'left' ->> named.digest AS left
    FROM journal, jsonb_array_elements_text(changes -> 'emptied') AS named (digest)
    WHERE type IN (${sql.join(erasureTypes.map((type) => sql.lit(type)))})
      AND named.digest = ANY (${[...digests]}::text[])`.execute(db);
  const named = new Map<string, Set<string>>();
  for (const { digest, left } of rows) {
    const lefts = named.get(digest) ?? new Set();
    if (left !== null) lefts.add(left);
    named.set(digest, lefts);
  }
  return named;
};

/** An entry that says the glass was broken, as it lies in the table. */
export interface GlassRow {
  readonly until: string;
  readonly reason: string;
  readonly by: string;
  readonly seal: string;
}

const glassRows = 50;

/** What says that the glass was broken, the newest first, whether it has its position by now or not. Any of it may be forged. */
export const listGlass = async (db: Db): Promise<GlassRow[]> => {
  const rows = await db
    .selectFrom("journal")
    .select(["changes", "actor_id"])
    .where("subject_id", "=", "journal")
    .where("type", "=", "journal.glass-broken")
    .orderBy("id", "desc")
    .limit(glassRows)
    .execute();
  return rows.flatMap(({ changes, actor_id: by }) => {
    const { until, reason, seal } = changes ?? {};
    const isWhole = typeof until === "string" && typeof reason === "string" && typeof seal === "string";
    return isWhole ? [{ until, reason, by, seal }] : [];
  });
};

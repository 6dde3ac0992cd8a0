import type { Frontier } from "@chengyun/kernel";
import { type Generated, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type LeafColumns, leafColumns } from "./leaf.ts";

interface LogTable {
  one: Generated<boolean>;
  origin: string | null;
  size: number;
  frontier: string[];
}

interface TileTable {
  level: number;
  index: number;
  hashes: Buffer;
}

interface CosignatureTable {
  size: number;
  witness: string;
  /** Signature line of the note, with its newline. */
  line: string;
  signed_at: Generated<Date>;
}

interface CheckpointTable {
  size: number;
  note: string;
  signed_at: Generated<Date>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    journal_log: LogTable;
    journal_tiles: TileTable;
    journal_checkpoints: CheckpointTable;
    journal_cosignatures: CosignatureTable;
  }
}

/** One stored tile: all its hashes so far, 32 bytes each. */
export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

/** What the log's one row remembers of the tree. */
export const getFrontier = async (db: Db): Promise<Frontier> => {
  const row = await db.selectFrom("journal_log").select(["size", "frontier"]).executeTakeFirstOrThrow();
  return { size: row.size, hashes: row.frontier };
};

/**
 * Keeps the tiles that grew and moves the log's row on, and tells every process at commit that there are new positions,
 * all by one statement; false when another size stands there than the one that was continued.
 */
export const keepGrowth = async (
  db: Db,
  { from, to, tiles }: { from: number; to: Frontier; tiles: readonly StoredTile[] },
): Promise<boolean> => {
  const moved = await db
    .with("kept", (parts) =>
      parts
        .insertInto("journal_tiles")
        .values([...tiles])
        .onConflict((conflict) =>
          conflict.columns(["level", "index"]).doUpdateSet((set) => ({ hashes: set.ref("excluded.hashes") })),
        ),
    )
    .updateTable("journal_log")
    .set({ size: to.size, frontier: [...to.hashes] })
    .where("size", "=", from)
    .returning(sql`pg_notify('positions', '')`.as("told"))
    .executeTakeFirst();
  return moved !== undefined;
};

/** The log's name, made at its first use and never changed. */
export const findOrigin = async (db: Db): Promise<string | undefined> => {
  const row = await db.selectFrom("journal_log").select("origin").executeTakeFirstOrThrow();
  return row.origin ?? undefined;
};

/** Names the log unless another process just did; answers the name in force. */
export const nameLog = async (db: Db, origin: string): Promise<string> => {
  const row = await db
    .updateTable("journal_log")
    .set({ origin: sql<string>`coalesce(origin, ${origin})` })
    .returning("origin")
    .executeTakeFirstOrThrow();
  return row.origin ?? origin;
};

export const findTile = async (db: Db, level: number, index: number): Promise<Buffer | undefined> => {
  const row = await db
    .selectFrom("journal_tiles")
    .select("hashes")
    .where("level", "=", level)
    .where("index", "=", index)
    .executeTakeFirst();
  return row?.hashes;
};

/** Keeps a signed checkpoint; one of the same size stays as it is. */
export const insertCheckpoint = async (db: Db, size: number, note: string): Promise<void> => {
  await db
    .insertInto("journal_checkpoints")
    .values({ size, note })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** The newest checkpoint, or the one of a size. */
export const findCheckpoint = async (db: Db, size?: number): Promise<{ size: number; note: string } | undefined> =>
  db
    .selectFrom("journal_checkpoints")
    .select(["size", "note"])
    .$if(size !== undefined, (query) => query.where("size", "=", size ?? 0))
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();

/** What witnesses added to the checkpoint of a size, as signature lines in order of their names. */
export const listCosignatures = async (db: Db, size: number): Promise<string[]> => {
  const rows = await db
    .selectFrom("journal_cosignatures")
    .select("line")
    .where("size", "=", size)
    .orderBy("witness")
    .execute();
  return rows.map(({ line }) => line);
};

/** The checkpoint that holds an entry and has most witnesses, the newest of several; undefined when none holds it. */
export const findCosigned = async (db: Db, position: number): Promise<{ size: number; note: string } | undefined> => {
  const { rows } = await sql<{ size: number; note: string }>`
    SELECT size, note FROM (
      SELECT size, note FROM journal_checkpoints WHERE size >= ${position} ORDER BY size DESC LIMIT 100
    ) newest ORDER BY (SELECT count(*) FROM journal_cosignatures c WHERE c.size = newest.size) DESC, size DESC LIMIT 1`.execute(
    db,
  );
  return rows[0];
};

/** How far the newest checkpoint reaches, and when it was signed in the machine's own time. */
export const findLastSigned = (db: Db): Promise<{ size: number; signedAt: Date } | undefined> =>
  db
    .selectFrom("journal_checkpoints")
    .select(["size", "signed_at as signedAt"])
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();

/** Checkpoints up to a size, evenly thinned to about `most`, the newest among them. */
export const listCheckpoints = async (
  db: Db,
  upTo: number,
  most: number,
): Promise<{ size: number; note: string }[]> => {
  const { rows } = await sql<{ size: number; note: string }>`
    SELECT size, note FROM (
      SELECT size, note, row_number() OVER (ORDER BY size DESC) - 1 AS nth, count(*) OVER () AS total
      FROM journal_checkpoints WHERE size > 0 AND size <= ${upTo}
    ) numbered
    WHERE nth % greatest(1, ceil(total / ${most}::numeric)::bigint) = 0
    ORDER BY size`.execute(db);
  return rows;
};

/** Columns of positions `from` to `to`, both included, that make leaves. */
export const listLeafRows = (db: Db, from: number, to: number): Promise<LeafColumns[]> =>
  db
    .selectFrom("journal")
    .select(leafColumns)
    .select(sql<number>`position`.as("position"))
    .where("position", ">=", from)
    .where("position", "<=", to)
    .orderBy("position")
    .execute();

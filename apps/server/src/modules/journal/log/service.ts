import {
  decodeTile,
  encodeBundle,
  type ParsedPath,
  parseTilePath,
  proveInclusion,
  type SubtreeSource,
  tileHeight,
  tileWidth,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { hasher, toLeafText } from "./leaf.ts";
import { signLog } from "./signer.ts";
import { findCheckpoint, findTile, getFrontier, listCheckpoints, listLeafRows } from "./store.ts";

const hashBytes = 32;
const mostNotes = 500;

/** The newest signed checkpoint; a log that has none yet is signed now. */
export const getCheckpoint = async (ctx: Context): Promise<string> =>
  (await findCheckpoint(ctx.db))?.note ?? (await signLog(ctx)).note;

/** Signed notes up to a size, thinned out evenly: enough to narrow the place of a fault down. */
export const listSignedNotes = async (ctx: Context, upTo: number): Promise<string[]> =>
  (await listCheckpoints(ctx.db, upTo, mostNotes)).map(({ note }) => note);

const notFound = () => new AppError("request.not-found");

/** A tile of hashes as wide as asked for; one that is not that wide yet does not exist. */
const readTile = async (db: Db, { index, width }: ParsedPath, level: number): Promise<Buffer> => {
  const hashes = await findTile(db, level, index);
  if (hashes === undefined || hashes.length < width * hashBytes) throw notFound();
  return hashes.subarray(0, width * hashBytes);
};

const readBundle = async (db: Db, { index, width }: ParsedPath): Promise<Buffer> => {
  const first = index * tileWidth + 1;
  const rows = await listLeafRows(db, first, first + width - 1);
  const bundle = rows.length === width ? encodeBundle(rows.map(toLeafText)) : undefined;
  if (bundle === undefined) throw notFound();
  return Buffer.from(bundle);
};

/** Contents of a tile or bundle by its C2SP path below the log. */
export const getTile = async (ctx: Context, path: string): Promise<Buffer> => {
  const parsed = parseTilePath(path);
  if (parsed === undefined) throw notFound();
  return parsed.level === "entries" ? readBundle(ctx.db, parsed) : readTile(ctx.db, parsed, parsed.level);
};

/** Reads the tiles a proof over a tree of this size needs: of each level the one above the leaf, and those at the edge. */
const readProofTiles = async (db: Db, leaf: number, size: number): Promise<Map<string, string[]>> => {
  const tiles = new Map<string, string[]>();
  let index = Math.floor(leaf / tileWidth);
  let last = Math.floor((size - 1) / tileWidth);
  for (let level = 0; ; level += 1) {
    for (const at of new Set([index, last])) {
      const bytes = await findTile(db, level, at);
      tiles.set(`${level}/${at}`, bytes === undefined ? [] : (decodeTile(bytes) ?? []));
    }
    if (last === 0) return tiles;
    index = Math.floor(index / tileWidth);
    last = Math.floor(last / tileWidth);
  }
};

/** Subtrees out of tiles: those between two levels of tiles are hashed from the lower one. */
const sourceOfTiles = (tiles: ReadonlyMap<string, readonly string[]>): SubtreeSource => {
  const source: SubtreeSource = (height, index) => {
    if (height % tileHeight === 0) {
      const found = tiles.get(`${height / tileHeight}/${Math.floor(index / tileWidth)}`)?.[index % tileWidth];
      if (found !== undefined || height === 0) return found;
    }
    const left = source(height - 1, index * 2);
    const right = source(height - 1, index * 2 + 1);
    return left === undefined || right === undefined ? undefined : hasher.node(left, right);
  };
  return source;
};

/** Proof that an entry is in the log as it stands. */
export const getProof = async (
  ctx: Context,
  position: number,
): Promise<{ index: number; size: number; leaf: string; proof: string[] }> => {
  const { size } = await getFrontier(ctx.db);
  const index = position - 1;
  if (position > size) throw notFound();
  const source = sourceOfTiles(await readProofTiles(ctx.db, index, size));
  const leaf = source(0, index);
  const proof = proveInclusion(hasher, source, { index, size });
  if (leaf === undefined || proof === undefined) throw new Error(`journal: no proof for ${position} of ${size}`);
  return { index, size, leaf, proof };
};

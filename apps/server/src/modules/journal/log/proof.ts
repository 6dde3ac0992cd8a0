import {
  decodeTile,
  hashRange,
  type LeafRange,
  listConsistencyRanges,
  listInclusionRanges,
  listSubtrees,
  proveConsistency,
  proveInclusion,
  type Subtree,
  type SubtreeSource,
  tileHeight,
  tileWidth,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { hasher } from "./leaf.ts";
import { signLog } from "./signer.ts";
import { findCosigned, findTile, getFrontier, listCosignatures } from "./store.ts";

/** Tile that holds the hashes a subtree is made of: it never needs two. */
const tileOf = ({ height, index }: Subtree): { level: number; index: number } => {
  const level = Math.floor(height / tileHeight);
  return { level, index: Math.floor((index * 2 ** (height - level * tileHeight)) / tileWidth) };
};

/** Reads what the full subtrees of some ranges need, a tile once each. */
const readSubtrees = async (db: Db, ranges: readonly LeafRange[]): Promise<SubtreeSource> => {
  const tiles = new Map<string, readonly string[]>();
  for (const subtree of ranges.flatMap(listSubtrees)) {
    const { level, index } = tileOf(subtree);
    const name = `${level}/${index}`;
    if (tiles.has(name)) continue;
    const bytes = await findTile(db, level, index);
    tiles.set(name, bytes === undefined ? [] : (decodeTile(bytes) ?? []));
  }
  const source: SubtreeSource = (height, index) => {
    const tile = tileOf({ height, index });
    if (height === tile.level * tileHeight) return tiles.get(`${tile.level}/${tile.index}`)?.[index % tileWidth];
    const left = source(height - 1, index * 2);
    const right = source(height - 1, index * 2 + 1);
    return left === undefined || right === undefined ? undefined : hasher.node(left, right);
  };
  return source;
};

const missing = (what: string): Error => new Error(`journal: the tiles lack what is needed for ${what}`);

/** Proof that an entry is in the log as it stands, or as it stood at a size. */
export const getInclusion = async (
  ctx: Context,
  position: number,
  asked?: number,
): Promise<{ index: number; size: number; leaf: string; proof: string[] }> => {
  const head = (await getFrontier(ctx.db)).size;
  const size = asked ?? head;
  const index = position - 1;
  if (position > size || size > head) throw new AppError("request.not-found");
  const own = { start: index, end: index + 1 };
  const source = await readSubtrees(ctx.db, [own, ...listInclusionRanges(index, size)]);
  const leaf = source(0, index);
  const proof = proveInclusion(hasher, source, { index, size });
  if (leaf === undefined || proof === undefined) throw missing(`entry ${position} of ${size}`);
  return { index, size, leaf, proof };
};

/** Proof that the log only grew between two sizes, with the roots of both. */
export const getConsistency = async (
  ctx: Context,
  from: number,
  to: number,
): Promise<{ from: number; to: number; fromRoot: string; toRoot: string; proof: string[] }> => {
  if (from > to || to > (await getFrontier(ctx.db)).size) throw new AppError("request.not-found");
  const [older, newer] = [
    { start: 0, end: from },
    { start: 0, end: to },
  ];
  const source = await readSubtrees(ctx.db, [older, newer, ...listConsistencyRanges(from, to)]);
  const rootOf = (range: LeafRange) => (range.end === 0 ? hasher.empty : hashRange(hasher, range, source));
  const [fromRoot, toRoot, proof] = [rootOf(older), rootOf(newer), proveConsistency(hasher, source, { from, to })];
  if (fromRoot === undefined || toRoot === undefined || proof === undefined) throw missing(`sizes ${from} and ${to}`);
  return { from, to, fromRoot, toRoot, proof };
};

/** Proof of an entry in the newest signed checkpoint that holds it, of those that most witnesses co-signed. */
export const getSignedProof = async (ctx: Context, position: number): Promise<{ proof: string[]; note: string }> => {
  const { size, note } = (await findCosigned(ctx.db, position)) ?? (await signLog(ctx));
  const { proof } = await getInclusion(ctx, position, size);
  return { proof, note: note + (await listCosignatures(ctx.db, size)).join("") };
};

import { appendLeaf, type Frontier, newFrontier, rootOf, tileHeight, tileWidth } from "@chengyun/kernel";
import type { Db } from "../../../platform/database.ts";
import { hasher, type LeafColumns, toLeafText } from "./leaf.ts";
import { findTile, getFrontier, keepGrowth, listLeafRows, type StoredTile } from "./store.ts";

const hashBytes = 32;

/** The tree as its one writer carries it: the frontier, and of each level the tile at the right edge. */
export interface Tree {
  readonly frontier: Frontier;
  readonly edge: Map<number, { index: number; hashes: string[] }>;
}

const toHashes = (bytes: Buffer): string[] =>
  Array.from({ length: bytes.length / hashBytes }, (_, at) =>
    bytes.toString("hex", at * hashBytes, (at + 1) * hashBytes),
  );

/** Reads the tiles at the right edge; those that are full are not part of it. */
const readEdge = async (db: Db, size: number): Promise<Tree["edge"]> => {
  const edge: Tree["edge"] = new Map();
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    const width = hashes % tileWidth;
    if (width === 0) continue;
    const index = Math.floor(hashes / tileWidth);
    const bytes = await findTile(db, level, index);
    if (bytes?.length !== width * hashBytes) throw new Error(`journal: tile ${level}/${index} is not ${width} wide`);
    edge.set(level, { index, hashes: toHashes(bytes) });
  }
  return edge;
};

/** The last leaves hashed again from their entries must be what the edge holds, and the edge what the frontier says. */
const checkEdge = async (db: Db, { frontier, edge }: Tree): Promise<void> => {
  const last = edge.get(0)?.hashes ?? [];
  const rows = await listLeafRows(db, frontier.size - last.length + 1, frontier.size + 1);
  if (rows.length !== last.length)
    throw new Error(`journal: the log ends at ${frontier.size}, the entries don't: ${rows.length} for ${last.length}`);
  const wrong = rows.find((row, at) => hasher.leaf(toLeafText(row)) !== last[at]);
  if (wrong !== undefined) throw new Error(`journal: entry ${wrong.position} is not what its leaf says`);
  if (foldEdge(edge).join() !== frontier.hashes.join()) throw new Error("journal: the tiles don't match the frontier");
};

/** The frontier anew: the subtrees of each level's edge, the largest first. */
const foldEdge = (edge: Tree["edge"]): string[] =>
  [...edge]
    .sort(([one], [other]) => other - one)
    .flatMap(([, { hashes }]) => {
      const folded = newFrontier();
      for (const hash of hashes) appendLeaf(hasher, folded, hash);
      return folded.hashes;
    });

/** Reads the tree to continue it; fails when tiles, frontier and last entries don't agree. */
export const openTree = async (db: Db): Promise<Tree> => {
  const frontier = await getFrontier(db);
  const tree: Tree = { frontier, edge: await readEdge(db, frontier.size) };
  await checkEdge(db, tree);
  return tree;
};

/** Appends entries' leaves to the tree in memory and answers the tiles that changed by it. */
const append = (tree: Tree, rows: readonly LeafColumns[]): StoredTile[] => {
  const changed = new Map<string, { level: number; index: number; hashes: string[] }>();
  for (const row of rows)
    appendLeaf(hasher, tree.frontier, hasher.leaf(toLeafText(row)), (height, at, hash) => {
      if (height % tileHeight !== 0) return;
      const level = height / tileHeight;
      const index = Math.floor(at / tileWidth);
      const known = tree.edge.get(level);
      const tile = known?.index === index ? known : { index, hashes: [] };
      tile.hashes.push(hash);
      tree.edge.set(level, tile);
      changed.set(`${level}/${index}`, { level, index, hashes: tile.hashes });
    });
  return [...changed.values()].map(({ level, index, hashes }) => ({
    level,
    index,
    hashes: Buffer.from(hashes.join(""), "hex"),
  }));
};

/**
 * Appends positioned entries, which must follow the tree's size, in the transaction that positioned them.
 * When that transaction fails, the tree in memory is ahead: open it again.
 */
export const growTree = async (db: Db, tree: Tree, rows: readonly LeafColumns[]): Promise<void> => {
  const before = tree.frontier.size;
  const tiles = append(tree, rows);
  if (!(await keepGrowth(db, { from: before, to: tree.frontier, tiles })))
    throw new Error(`journal: somebody else continued the log at ${before}`);
};

/** Root of a frontier, in hexadecimal digits. */
export const rootOfFrontier = (frontier: Frontier): string => rootOf(hasher, frontier);

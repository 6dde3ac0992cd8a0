import {
  appendLeaf,
  type Checkpoint,
  decodeTile,
  type Frontier,
  newFrontier,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  tileHeight,
  tileWidth,
  type VerifierKey,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { digestLeft, digestOf } from "../../../platform/journal.ts";
import { listAnchored } from "../anchor/index.ts";
import { findSigned, getKeyText, hasher, listSignedNotes, sha256, toLeafText, verifySignature } from "../log/index.ts";
import { type GuardCode, type GuardFault, toFault } from "./fault.ts";
import { readSeen } from "./memory.ts";
import { findReach, listNamed, listTiles, listWhole, type WholeEntry } from "./store.ts";

/** One reading of the whole log, from its first entry to a signed size, in steps. */
export interface Pass {
  readonly size: number;
  readonly tree: Frontier;
  /** Signed roots on the way, by size. */
  readonly roots: ReadonlyMap<number, ReadonlySet<string>>;
  readonly faults: GuardFault[];
  /** Size up to which signed roots were right. */
  good: number;
}

const mostFaults = 20;

const tell = (pass: Pass, code: GuardCode, position: number): void => {
  if (pass.faults.length < mostFaults) pass.faults.push(toFault(code, position));
};

/** Every checkpoint of ours in the database; those whose signature is not ours are faults. */
const openAll = (notes: Iterable<string>, key: VerifierKey, faults: GuardFault[]): Checkpoint[] => {
  const opened: Checkpoint[] = [];
  for (const note of notes) {
    const checkpoint = openCheckpoint(note, key, verifySignature);
    if (typeof checkpoint === "string") faults.push(toFault("checkpoint.altered", 1));
    else opened.push(checkpoint);
  }
  return opened;
};

/** What was seen before by this machine and put outside; what is not ours there says nothing of us. */
const openSeen = async (ctx: Context, key: VerifierKey): Promise<Checkpoint[]> => {
  const notes = [readSeen(ctx.deployment.directory) ?? "", ...(await listAnchored(ctx))];
  return notes.map((note) => openCheckpoint(note, key, verifySignature)).filter((one) => typeof one === "object");
};

/** Begins a pass: what is signed, by us and in this database, against what this machine has seen before. */
export const beginPass = async (ctx: Context): Promise<Pass> => {
  const key = parseVerifierKey(sha256, await getKeyText(ctx));
  if (key === undefined) throw new Error("journal: the log has no key");
  const signed = await findSigned(ctx.db);
  const notes = signed === undefined ? [] : [...(await listSignedNotes(ctx, signed.size)), signed.note];
  const faults: GuardFault[] = [];
  const opened = openAll(new Set(notes), key, faults);
  const size = opened.reduce((most, one) => Math.max(most, one.size), 0);
  const seen = await openSeen(ctx, key);
  const roots = new Map<number, Set<string>>();
  for (const one of [...opened, ...seen]) roots.set(one.size, (roots.get(one.size) ?? new Set()).add(one.root));
  const reach = await findReach(ctx.db);
  const least = Math.min(size, reach.size);
  if (seen.some((one) => one.size > least) || reach.size < size) faults.push(toFault("log.rolled-back", least + 1));
  if (reach.last > reach.size) faults.push(toFault("entry.beyond", reach.size + 1));
  if (reach.last < reach.size) faults.push(toFault("entry.missing", reach.last + 1));
  return { size, tree: newFrontier(), roots, faults, good: 0 };
};

const fold = (hashes: readonly string[]): string => {
  const tree = newFrontier();
  for (const hash of hashes) appendLeaf(hasher, tree, hash);
  return rootOf(hasher, tree);
};

interface TileLook {
  /** First position of the tile. */
  readonly first: number;
  /** Leaf hashes of the entries; undefined where one is missing. */
  readonly own: readonly (string | undefined)[];
  readonly stored: readonly string[];
  /** What the level above says of a full tile. */
  readonly parent: string | undefined;
}

/** Tells what differs in one tile, and answers the hashes to go on with: those that the level above vouches for. */
const judgeTile = (pass: Pass, { first, own, stored, parent }: TileLook): readonly string[] => {
  const differing = own.flatMap((hash, at) => (hash === stored[at] ? [] : [at]));
  const found = own.map((hash, at) => hash ?? stored[at] ?? hasher.empty);
  if (differing.length === 0) return found;
  const isFull = own.length === tileWidth && parent !== undefined;
  if (isFull && fold(stored) !== parent && fold(found) === parent) {
    tell(pass, "tile.altered", first + (differing[0] ?? 0));
    return found;
  }
  for (const at of differing) tell(pass, own[at] === undefined ? "entry.missing" : "entry.altered", first + at);
  return isFull && fold(stored) === parent ? stored : found;
};

/** Compares the signed roots of the size reached; a wrong one without another fault says where it must lie. */
const compareRoots = (pass: Pass): void => {
  const due = pass.roots.get(pass.tree.size);
  if (due === undefined) return;
  const root = rootOf(hasher, pass.tree);
  if (due.size === 1 && due.has(root)) pass.good = pass.tree.size;
  else if (pass.faults.length === 0) tell(pass, "log.root", pass.good + 1);
};

/** An entry without its salt: an erasure has to name it, and what it still says, if anything. */
interface Unsalted {
  readonly position: number;
  readonly left: string | undefined;
}

const checkChanges = (pass: Pass, entry: WholeEntry, unsalted: Map<string, Unsalted>): void => {
  const { salt, changes, digest, position } = entry;
  if (salt === null) {
    const left = changes === null ? undefined : digestLeft(digest, changes);
    unsalted.set(digest.toString("hex"), { position, left });
  } else if (changes === null || !digestOf(salt, changes).equals(digest)) tell(pass, "entry.digest", position);
};

const checkUnsalted = async (db: Db, pass: Pass, unsalted: ReadonlyMap<string, Unsalted>): Promise<void> => {
  if (unsalted.size === 0) return;
  const named = await listNamed(db, [...unsalted.keys()]);
  for (const [digest, { position, left }] of unsalted) {
    const lefts = named.get(digest);
    if (lefts === undefined) tell(pass, "entry.emptied", position);
    else if (left !== undefined && !lefts.has(left)) tell(pass, "entry.digest", position);
  }
};

interface Upper {
  readonly level: number;
  readonly index: number;
  readonly hash: string;
}

/** Hashes of full subtrees as they came out of the entries against the tiles of the levels above. */
const checkUpper = async (db: Db, pass: Pass, uppers: readonly Upper[]): Promise<void> => {
  if (pass.faults.length > 0) return;
  for (const level of new Set(uppers.map((upper) => upper.level))) {
    const due = uppers.filter((upper) => upper.level === level);
    const tileAt = (index: number): number => Math.floor(index / tileWidth);
    const tiles = await listTiles(db, level, tileAt(due[0]?.index ?? 0), tileAt(due.at(-1)?.index ?? 0));
    for (const { index, hash } of due) {
      const bytes = tiles.get(tileAt(index));
      if (bytes !== undefined && decodeTile(bytes)?.[index % tileWidth] === hash) continue;
      tell(pass, "tile.altered", index * tileWidth ** level + 1);
      return;
    }
  }
};

/** Reads on for about so many entries; true when the pass is at its end. */
export const stepPass = async (db: Db, pass: Pass, most: number): Promise<boolean> => {
  const from = pass.tree.size + 1;
  const to = Math.min(pass.size, Math.ceil((from + most) / tileWidth) * tileWidth);
  if (from > to) return true;
  const firstTile = Math.floor((from - 1) / tileWidth);
  const lastTile = Math.floor((to - 1) / tileWidth);
  const above = (index: number): number => Math.floor(index / tileWidth);
  const rows = new Map((await listWhole(db, from, to)).map((row) => [row.position, row]));
  const tiles = await listTiles(db, 0, firstTile, lastTile);
  const parents = await listTiles(db, 1, above(firstTile), above(lastTile));
  const hashesOf = (bytes: Buffer | undefined) => (bytes === undefined ? [] : (decodeTile(bytes) ?? []));
  const upper = new Map([...parents].map(([index, bytes]) => [index, hashesOf(bytes)]));
  const unsalted = new Map<string, Unsalted>();
  const uppers: Upper[] = [];
  for (let index = firstTile; index <= lastTile; index += 1) {
    const first = index * tileWidth + 1;
    const width = Math.min(tileWidth, pass.size - index * tileWidth);
    const own = Array.from({ length: width }, (_, at) => {
      const row = rows.get(first + at);
      if (row !== undefined) checkChanges(pass, row, unsalted);
      return row === undefined ? undefined : hasher.leaf(toLeafText(row));
    });
    const parent = upper.get(above(index))?.[index % tileWidth];
    for (const hash of judgeTile(pass, { first, own, stored: hashesOf(tiles.get(index)), parent })) {
      appendLeaf(hasher, pass.tree, hash, (height, at, full) => {
        if (height > 0 && height % tileHeight === 0) uppers.push({ level: height / tileHeight, index: at, hash: full });
      });
      compareRoots(pass);
    }
  }
  await checkUpper(db, pass, uppers);
  await checkUnsalted(db, pass, unsalted);
  return pass.tree.size >= pass.size;
};

import { type Sha256, writeHex } from "./bytes.ts";

/** The two hashes of a Merkle tree (RFC 6962 §2.1), as hexadecimal digits. */
export interface TreeHasher {
  /** Hash of an entry: SHA-256(0x00 ‖ entry). */
  readonly leaf: (entry: string) => string;
  /** Hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
  readonly node: (left: string, right: string) => string;
  /** Root of a tree without entries. */
  readonly empty: string;
}

/** Tree hashes over a given SHA-256. */
export const createTreeHasher = (sha256: Sha256): TreeHasher => {
  const pair = new Uint8Array(65);
  pair[0] = 1;
  return {
    leaf: (entry) => sha256(`\u0000${entry}`),
    node: (left, right) => {
      writeHex(left, pair, 1);
      writeHex(right, pair, 33);
      return sha256(pair);
    },
    empty: sha256(""),
  };
};

/**
 * All a growing tree must remember: its size and the roots of the full subtrees it consists of, largest first.
 * Plain JSON.
 */
export interface Frontier {
  size: number;
  hashes: string[];
}

/** Frontier of a tree without entries. */
export const newFrontier = (): Frontier => ({ size: 0, hashes: [] });

/** Told of every full subtree an append completes: it spans the leaves `index·2^height` to `(index+1)·2^height − 1`. */
export type SubtreeSink = (height: number, index: number, hash: string) => void;

/** Appends a leaf hash to a tree. */
export const appendLeaf = (hasher: TreeHasher, frontier: Frontier, leaf: string, sink?: SubtreeSink): void => {
  const { hashes } = frontier;
  let hash = leaf;
  let index = frontier.size;
  let height = 0;
  sink?.(height, index, hash);
  while (index % 2 === 1) {
    hash = hasher.node(hashes.pop() ?? hasher.empty, hash);
    index = (index - 1) / 2;
    height += 1;
    sink?.(height, index, hash);
  }
  hashes.push(hash);
  frontier.size += 1;
};

/** Root of a tree. */
export const rootOf = (hasher: TreeHasher, frontier: Frontier): string =>
  frontier.hashes.length === 0 ? hasher.empty : frontier.hashes.reduceRight((right, left) => hasher.node(left, right));

/** Some consecutive leaves, `start` to `end − 1`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** One full subtree by its height and its index among those of this height. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** Largest power of two below a number above 1: where RFC 6962 splits. */
export const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

/** Full subtrees a range of a tree consists of, from left to right; the range must be one a proof names. */
export const listSubtrees = ({ start, end }: LeafRange): Subtree[] => {
  const subtrees: Subtree[] = [];
  let from = start;
  while (from < end) {
    let height = 0;
    let span = 1;
    while (from % (span * 2) === 0 && from + span * 2 <= end) {
      span *= 2;
      height += 1;
    }
    subtrees.push({ height, index: from / span });
    from += span;
  }
  return subtrees;
};

/** Gives the hash of a full subtree, from a store or a cache; undefined when it hasn't got it. */
export type SubtreeSource = (height: number, index: number) => string | undefined;

/** Hash of a range of a tree; undefined when the source lacks a part of it. */
export const hashRange = (hasher: TreeHasher, range: LeafRange, source: SubtreeSource): string | undefined => {
  let right: string | undefined;
  for (const { height, index } of listSubtrees(range).reverse()) {
    const hash = source(height, index);
    if (hash === undefined) return undefined;
    right = right === undefined ? hash : hasher.node(hash, right);
  }
  return right;
};

/** Source over a list of leaf hashes, for small trees. */
export const sourceOfLeaves = (hasher: TreeHasher, leaves: readonly string[]): SubtreeSource => {
  const source: SubtreeSource = (height, index) => {
    if (height === 0) return leaves[index];
    const left = source(height - 1, index * 2);
    const right = source(height - 1, index * 2 + 1);
    return left === undefined || right === undefined ? undefined : hasher.node(left, right);
  };
  return source;
};

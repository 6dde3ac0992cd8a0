import { isHash } from "./bytes.ts";
import { hashRange, type LeafRange, type SubtreeSource, splitOf, type TreeHasher } from "./merkle.ts";

/** Ranges whose hashes prove that the leaf at an index is in a tree of a size (RFC 6962 §2.1.1), nearest first. */
export const listInclusionRanges = (index: number, size: number): LeafRange[] => {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  return ranges;
};

/** Ranges whose hashes prove that a tree of size `to` continues one of size `from` (RFC 6962 §2.1.2). */
export const listConsistencyRanges = (from: number, to: number): LeafRange[] => {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = to;
  while (from < end && from > start) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  // The old tree itself is known to who checks, as long as it is a full subtree of the new one from the left edge.
  return start === 0 ? ranges : [{ start, end }, ...ranges];
};

const hashAll = (hasher: TreeHasher, ranges: readonly LeafRange[], source: SubtreeSource): string[] | undefined => {
  const hashes: string[] = [];
  for (const range of ranges) {
    const hash = hashRange(hasher, range, source);
    if (hash === undefined) return undefined;
    hashes.push(hash);
  }
  return hashes;
};

/** What is to be proved: that a tree of this size holds the leaf at this index. */
export interface InclusionPlace {
  readonly index: number;
  readonly size: number;
}

/** Proof that a leaf is in a tree; undefined when there is no such leaf or the source lacks a part. */
export const proveInclusion = (
  hasher: TreeHasher,
  source: SubtreeSource,
  { index, size }: InclusionPlace,
): string[] | undefined =>
  index >= 0 && index < size ? hashAll(hasher, listInclusionRanges(index, size), source) : undefined;

/** Two sizes of one tree. */
export interface Growth {
  readonly from: number;
  readonly to: number;
}

/** Proof that a tree only grew; undefined when it shrank or the source lacks a part. Growth from nothing needs none. */
export const proveConsistency = (
  hasher: TreeHasher,
  source: SubtreeSource,
  { from, to }: Growth,
): string[] | undefined => {
  if (from > to) return undefined;
  return from === 0 || from === to ? [] : hashAll(hasher, listConsistencyRanges(from, to), source);
};

/** A leaf hash said to be in a tree, with its proof. */
export interface InclusionClaim extends InclusionPlace {
  readonly leaf: string;
  readonly root: string;
  readonly proof: readonly string[];
}

/** Whether a proof shows that a leaf is in the tree of a root. */
export const isIncluded = (hasher: TreeHasher, claim: InclusionClaim): boolean => {
  const { index, size, leaf, root, proof } = claim;
  if (index < 0 || index >= size || ![leaf, ...proof].every(isHash)) return false;
  const ranges = listInclusionRanges(index, size);
  if (ranges.length !== proof.length) return false;
  const hash = proof.reduce((found, sibling, at) => {
    const isLeft = (ranges[at]?.end ?? 0) <= index;
    return isLeft ? hasher.node(sibling, found) : hasher.node(found, sibling);
  }, leaf);
  return hash === root;
};

/** Two roots said to be of one growing tree, with the proof. */
export interface ConsistencyClaim extends Growth {
  readonly fromRoot: string;
  readonly toRoot: string;
  readonly proof: readonly string[];
}

/** Both roots as a proof makes them, from the largest subtree the two trees share. */
const rebuildRoots = (hasher: TreeHasher, claim: ConsistencyClaim, ranges: readonly LeafRange[]): [string, string] => {
  const { from, fromRoot, proof } = claim;
  const isWhole = (ranges[0]?.start ?? 0) >= from;
  const first = isWhole ? fromRoot : (proof[0] ?? "");
  let older = first;
  let newer = first;
  for (let at = isWhole ? 0 : 1; at < proof.length; at += 1) {
    const sibling = proof[at] ?? "";
    const isRight = (ranges[at]?.start ?? 0) >= from;
    if (!isRight) older = hasher.node(sibling, older);
    newer = isRight ? hasher.node(newer, sibling) : hasher.node(sibling, newer);
  }
  return [older, newer];
};

/** Whether a proof shows that the tree of the later root begins with all entries of the earlier one. */
export const isConsistent = (hasher: TreeHasher, claim: ConsistencyClaim): boolean => {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (from > to || from < 0 || ![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && fromRoot === toRoot;
  if (from === 0) return proof.length === 0 && fromRoot === hasher.empty;
  const ranges = listConsistencyRanges(from, to);
  if (ranges.length !== proof.length) return false;
  const [older, newer] = rebuildRoots(hasher, claim, ranges);
  return older === fromRoot && newer === toRoot;
};

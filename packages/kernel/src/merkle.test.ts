import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, type Sha256, toHex } from "./bytes.ts";
import {
  appendLeaf,
  createTreeHasher,
  hashRange,
  newFrontier,
  rootOf,
  type SubtreeSource,
  sourceOfLeaves,
} from "./merkle.ts";
import { isConsistent, isIncluded, proveConsistency, proveInclusion } from "./merkle-proof.ts";

const sha256: Sha256 = (data) => hash("sha256", data);
const hasher = createTreeHasher(sha256);

/** The entries and hashes every implementation of RFC 6962 is tried with (Certificate Transparency reference tests). */
const entries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => String.fromCharCode(...(fromHex(hex) ?? [])));
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = entries.map(hasher.leaf);

const grow = (list: readonly string[]) => {
  const frontier = newFrontier();
  for (const leaf of list) appendLeaf(hasher, frontier, leaf);
  return frontier;
};
const growRoot = (list: readonly string[]): string => rootOf(hasher, grow(list));

/** The definition of RFC 6962 §2.1, word for word. */
const treeHash = (list: readonly string[]): string => {
  const [only] = list;
  if (only === undefined) return hasher.empty;
  if (list.length === 1) return only;
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  return hasher.node(treeHash(list.slice(0, split)), treeHash(list.slice(split)));
};

const manyLeaves = (size: number): string[] =>
  Array.from({ length: size }, (_, index) => hasher.leaf(`entry ${index}`));
const all = manyLeaves(300);
const source = sourceOfLeaves(hasher, all);
const root = (size: number): string => growRoot(all.slice(0, size));

const flip = (text: string, bit: number): string => {
  const bytes = fromHex(text) ?? new Uint8Array();
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return toHex(bytes);
};

describe("the tree of the published vectors", () => {
  test.each(roots.map((expected, size) => [size, expected] as const))(
    "%i entries have the known root",
    (size, expected) => {
      expect(growRoot(leaves.slice(0, size))).toBe(expected);
    },
  );

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      5,
      8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
  ])("entry %i of %i has the known proof", (index, size, proof) => {
    const known = sourceOfLeaves(hasher, leaves);
    expect(proveInclusion(hasher, known, { index, size })).toEqual(proof);
    const claim = { index, size, leaf: leaves[index] ?? "", root: roots[size] ?? "", proof };
    expect(isIncluded(hasher, claim)).toBe(true);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      6,
      8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
    [
      2,
      5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    ],
  ])("growth from %i to %i has the known proof", (from, to, proof) => {
    expect(proveConsistency(hasher, sourceOfLeaves(hasher, leaves), { from, to })).toEqual(proof);
    const claim = { from, to, fromRoot: roots[from] ?? "", toRoot: roots[to] ?? "", proof };
    expect(isConsistent(hasher, claim)).toBe(true);
  });
});

describe("a log of any size", () => {
  test("grown entry by entry it has the root of the definition", () => {
    for (let size = 0; size <= 130; size += 1) expect(root(size)).toBe(treeHash(all.slice(0, size)));
  });

  test("its frontier written down and read again grows on", () => {
    fc.assert(
      fc.property(fc.nat(300), (cut) => {
        const restored = JSON.parse(JSON.stringify(grow(all.slice(0, cut)))) as ReturnType<typeof newFrontier>;
        for (const leaf of all.slice(cut)) appendLeaf(hasher, restored, leaf);
        expect(rootOf(hasher, restored)).toBe(root(300));
      }),
    );
  });

  test("every entry can be proved, and no other in its place", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, any, bit) => {
        const index = any % size;
        const proof = proveInclusion(hasher, source, { index, size }) ?? [];
        const claim = { index, size, leaf: all[index] ?? "", root: root(size), proof };
        expect(isIncluded(hasher, claim)).toBe(true);
        expect(isIncluded(hasher, { ...claim, leaf: flip(claim.leaf, bit) })).toBe(false);
        expect(isIncluded(hasher, { ...claim, root: flip(claim.root, bit) })).toBe(false);
        expect(isIncluded(hasher, { ...claim, index: size })).toBe(false);
        expect(isIncluded(hasher, { ...claim, proof: [...proof, claim.leaf] })).toBe(false);
        const at = bit % Math.max(1, proof.length);
        const forged = proof.map((each, place) => (place === at ? flip(each, bit) : each));
        expect(isIncluded(hasher, { ...claim, proof: forged })).toBe(size === 1);
      }),
    );
  });

  test("growth between any two sizes can be proved, and no other history", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(), (one, other, bit) => {
        const from = Math.min(one, other);
        const to = Math.max(one, other);
        const proof = proveConsistency(hasher, source, { from, to }) ?? [];
        const claim = { from, to, fromRoot: root(from), toRoot: root(to), proof };
        expect(isConsistent(hasher, claim)).toBe(true);
        expect(isConsistent(hasher, { ...claim, fromRoot: flip(claim.fromRoot, bit) })).toBe(false);
        if (from > 0) expect(isConsistent(hasher, { ...claim, toRoot: flip(claim.toRoot, bit) })).toBe(false);
        expect(isConsistent(hasher, { ...claim, proof: [...proof, claim.toRoot] })).toBe(false);
        if (proof.length === 0) return;
        const forged = proof.map((each, place) => (place === bit % proof.length ? flip(each, bit) : each));
        expect(isConsistent(hasher, { ...claim, proof: forged })).toBe(false);
      }),
    );
  });

  test("a rewritten entry can't be joined to the old root", () => {
    const changed = all.with(3, hasher.leaf("something else"));
    const proof = proveConsistency(hasher, sourceOfLeaves(hasher, changed), { from: 100, to: 300 }) ?? [];
    const toRoot = growRoot(changed);
    expect(isConsistent(hasher, { from: 100, to: 300, fromRoot: root(100), toRoot, proof })).toBe(false);
  });

  test("the subtrees told of while growing are all that proofs need", () => {
    const kept = new Map<string, string>();
    const frontier = newFrontier();
    for (const leaf of all)
      appendLeaf(hasher, frontier, leaf, (height, index, each) => kept.set(`${height}/${index}`, each));
    const store: SubtreeSource = (height, index) => kept.get(`${height}/${index}`);
    expect(proveInclusion(hasher, store, { index: 77, size: 299 })).toEqual(
      proveInclusion(hasher, source, { index: 77, size: 299 }),
    );
    expect(hashRange(hasher, { start: 0, end: 300 }, store)).toBe(root(300));
  });

  test("what is not there is not proved", () => {
    expect(proveInclusion(hasher, source, { index: 5, size: 5 })).toBeUndefined();
    expect(proveInclusion(hasher, () => undefined, { index: 1, size: 5 })).toBeUndefined();
    expect(proveConsistency(hasher, source, { from: 6, to: 5 })).toBeUndefined();
    const claim = { index: 0, size: 2, leaf: all[0] ?? "", root: root(2), proof: ["not a hash"] };
    expect(isIncluded(hasher, claim)).toBe(false);
  });
});

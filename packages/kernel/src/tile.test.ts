import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toUtf8 } from "./bytes.ts";
import {
  bundlePath,
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  listNewTiles,
  parseTilePath,
  type Tile,
  tilePath,
} from "./tile.ts";

test.each<[Tile, string]>([
  [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
  [{ level: 1, index: 0, width: 17 }, "tile/1/000.p/17"],
  [{ level: 63, index: 999, width: 1 }, "tile/63/999.p/1"],
  [{ level: 0, index: 1_000, width: 255 }, "tile/0/x001/000.p/255"],
])("the tile %o lies where the specification says", (tile, path) => {
  expect(tilePath(tile)).toBe(path);
  expect(parseTilePath(path)).toEqual(tile);
});

test("bundles lie beside the tiles", () => {
  expect(bundlePath({ index: 273, width: 112 })).toBe("tile/entries/273.p/112");
  expect(parseTilePath("tile/entries/x001/000")).toEqual({ level: "entries", index: 1_000, width: 256 });
});

test.each([
  "tile/0/1",
  "tile/0/0001",
  "tile/00/001",
  "tile/64/001",
  "tile/0/x000/001",
  "tile/0/001.p/0",
  "tile/0/001.p/256",
  "tile/0/001.p/07",
  "tile/0/x001",
  "tile/../001",
])("%s is no path of a log", (path) => {
  expect(parseTilePath(path)).toBeUndefined();
});

test("a tree of 70,000 entries has the tiles the specification counts", () => {
  const tiles = listNewTiles(0, 70_000);
  const count = (level: number, full: boolean): Tile[] =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full);
  expect(count(0, true)).toHaveLength(273);
  expect(count(0, false)).toEqual([{ level: 0, index: 273, width: 112 }]);
  expect(count(1, true)).toHaveLength(1);
  expect(count(1, false)).toEqual([{ level: 1, index: 1, width: 17 }]);
  expect(count(2, false)).toEqual([{ level: 2, index: 0, width: 1 }]);
  expect(tiles).toHaveLength(277);
  expect(listNewTiles(0, 256)).toEqual([
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ]);
});

test("growth in steps leaves the same newest tiles as growth at once", () => {
  const newest = (tiles: readonly Tile[]): string[] => {
    const widths = new Map(tiles.map(({ level, index, width }) => [`${level}/${index}`, width]));
    return [...widths].map(([place, width]) => `${place}:${width}`).sort();
  };
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 }), (sizes) => {
      const sorted = sizes.toSorted((one, other) => one - other);
      const steps = sorted.flatMap((size, at) => listNewTiles(sorted[at - 1] ?? 0, size));
      expect(newest(steps)).toEqual(newest(listNewTiles(0, sorted.at(-1) ?? 0)));
      expect(listNewTiles(sorted[0] ?? 0, sorted[0] ?? 0)).toEqual([]);
    }),
  );
});

test("a tile is its hashes one after another", () => {
  const hashes = ["a", "b", "c"].map((text) => hash("sha256", text));
  expect(Buffer.from(encodeTile(hashes)).toString("hex")).toBe(hashes.join(""));
  expect(decodeTile(encodeTile(hashes))).toEqual(hashes);
  for (const length of [0, 31, 33, 257 * 32]) expect(decodeTile(new Uint8Array(length))).toBeUndefined();
});

test("a bundle gives back its entries, whatever their language, and none when it is cut off", () => {
  expect(encodeBundle(["ab", ""])).toEqual(Uint8Array.of(0, 2, 97, 98, 0, 0));
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 256 }), (entries) => {
      const bytes = encodeBundle(entries) ?? new Uint8Array();
      expect(decodeBundle(bytes)).toEqual(entries.map(toUtf8));
      expect(decodeBundle(bytes.subarray(0, -1))).toBeUndefined();
    }),
  );
  expect(encodeBundle(["x".repeat(65_536)])).toBeUndefined();
  expect(decodeBundle(new Uint8Array(2 * 257))).toBeUndefined();
});

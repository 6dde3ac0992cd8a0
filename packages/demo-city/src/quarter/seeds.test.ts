import { areaCodes } from "@chengyun/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isInside, type Ring } from "./plane.ts";
import { makeQuarter } from "./quarter.ts";

/** Shoelace area in square degrees. */
const sizeOf = (ring: Ring): number =>
  ring.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = ring[index] ?? [0, 0];
    return sum + (px * y - x * py) / 2;
  }, 0);

const forAnySeed = (promise: (city: ReturnType<typeof makeQuarter>) => void): void =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => promise(makeQuarter(seed))),
    { numRuns: 25 },
  );

test("whatever the seed, areas are covered by their parts without gap or overlap", () => {
  forAnySeed(({ areas }) => {
    for (const parent of areas.filter(({ level }) => level === 3 || level === 4)) {
      const parts = areas.filter(({ parentPath }) => parentPath === parent.path);
      const covered = parts.reduce((sum, { polygon }) => sum + sizeOf(polygon), 0);
      expect(covered / sizeOf(parent.polygon), parent.name.en).toBeCloseTo(1, 9);
    }
  });
});

test("whatever the seed, no pipe runs uphill", () => {
  forAnySeed(({ things, links }) => {
    const invert = new Map(things.map(({ ref, attributes }) => [ref, Number(attributes["invertCm"])]));
    for (const { ref, from, to } of links) expect(invert.get(from), ref).toBeGreaterThan(invert.get(to) ?? Number.NaN);
  });
});

test("whatever the seed, codes of areas go on from their parent's and are given once, and each thing lies in the area it names", () => {
  forAnySeed(({ areas, things }) => {
    const codes = areas.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    for (const { level, code, path, parentPath } of areas) {
      expect(path).toBe(`${parentPath}${code}/`);
      expect(code).toMatch(/^\d+$/);
      if (level > 3) expect(code.startsWith(areaCodes(parentPath).at(-1) ?? ""), code).toBe(true);
    }
    for (const { ref, position, areaPath } of things) {
      const inside = areas.filter(({ level, polygon }) => level === 5 && isInside(position, polygon));
      expect(
        inside.map(({ path }) => path),
        ref,
      ).toEqual([areaPath]);
    }
  });
});

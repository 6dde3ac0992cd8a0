import { areaCodes, isWithin } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import type { QuarterArea } from "./area.ts";
import { isInside, metresBetween, type Ring } from "./plane.ts";
import { makeQuarter } from "./quarter.ts";

const quarter = makeQuarter(2026);
const cells = quarter.areas.filter(({ level }) => level === 5);

/** Shoelace area in square degrees. */
const sizeOf = (ring: Ring): number =>
  ring.slice(1).reduce((sum, [x, y], index) => {
    const [px, py] = ring[index] ?? [0, 0];
    return sum + (px * y - x * py) / 2;
  }, 0);

const childrenOf = (parent: QuarterArea): QuarterArea[] =>
  quarter.areas.filter(({ parentPath }) => parentPath === parent.path);

test("the same seed draws the same city, to the byte", () => {
  expect(JSON.stringify(makeQuarter(7))).toBe(JSON.stringify(makeQuarter(7)));
});

test("another seed draws another city with the same names for its things", () => {
  const other = makeQuarter(8);
  expect(other.things.map(({ ref }) => ref)).toEqual(quarter.things.map(({ ref }) => ref));
  expect(other.base).not.toEqual(quarter.base);
});

describe.each([1, 2026, 40_000])("the city of seed %i", (seed) => {
  const city = makeQuarter(seed);
  const thingOf = new Map(city.things.map((thing) => [thing.ref, thing]));

  test("every thing lies in exactly one grid cell, the one it names", () => {
    for (const thing of city.things) {
      const inside = city.areas.filter((area) => area.level === 5 && isInside(thing.position, area.polygon));
      expect(
        inside.map(({ path }) => path),
        thing.ref,
      ).toEqual([thing.areaPath]);
    }
  });

  test("every pipe runs downhill, and every manhole is deep enough to have a lip", () => {
    for (const link of city.links) {
      const [from, to] = [thingOf.get(link.from), thingOf.get(link.to)];
      expect(Number(from?.attributes["invertCm"]), link.ref).toBeGreaterThan(Number(to?.attributes["invertCm"]));
    }
    for (const thing of city.things)
      if (thing.type === "manhole") expect(thing.attributes["lipCm"], thing.ref).toBeGreaterThan(120);
  });

  test("all rain ends in a pump station", () => {
    const next = new Map(city.links.map(({ from, to }) => [from, to]));
    for (const thing of city.things.filter(({ type }) => type === "manhole")) {
      let at = thing.ref;
      for (let steps = 0; steps < 60 && next.has(at); steps += 1) at = next.get(at) ?? at;
      expect(at, thing.ref).toMatch(/^pump-station\//);
    }
  });

  test("pipes begin and end at their things", () => {
    for (const { ref, from, to, line } of city.links) {
      const [first, last] = [line[0], line.at(-1)];
      const [start, end] = [thingOf.get(from)?.position, thingOf.get(to)?.position];
      expect(first, ref).toEqual(start);
      expect(last, ref).toEqual(end);
    }
  });
});

describe("the areas", () => {
  test("have five levels with codes of 6, 6, 9, 12 and 15 digits", () => {
    const lengths = quarter.areas.map(({ level, code }) => `${level}:${code.length}`);
    expect([...new Set(lengths)]).toEqual(["1:6", "2:6", "3:9", "4:12", "5:15"]);
    expect(cells).toHaveLength(18);
  });

  test("nest in their paths and on the ground", () => {
    for (const parent of quarter.areas)
      for (const child of childrenOf(parent)) {
        expect(isWithin(child.path, parent.path)).toBe(true);
        expect(areaCodes(child.path).at(-1)).toBe(child.code);
        const middle = child.polygon.reduce<[number, number]>(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
        const n = child.polygon.length;
        expect(isInside([middle[0] / n, middle[1] / n], parent.polygon), child.name.en).toBe(true);
      }
  });

  test.each([3, 4])("of level %i are covered by their parts without gap or overlap", (level) => {
    for (const parent of quarter.areas.filter((area) => area.level === level)) {
      const parts = childrenOf(parent).reduce((sum, { polygon }) => sum + sizeOf(polygon), 0);
      expect(parts / sizeOf(parent.polygon)).toBeCloseTo(1, 9);
    }
  });
});

describe("the map", () => {
  const kinds = quarter.base.map(({ properties }) => properties.kind);

  test("shows a small city: streets of three ranks, parks, water, some three hundred houses", () => {
    const ranks = quarter.base.filter(({ properties }) => properties.kind === "road").map((f) => f.properties.class);
    expect([...new Set(ranks)].sort()).toEqual(["primary", "residential", "secondary"]);
    expect(kinds.filter((kind) => kind === "building").length).toBeGreaterThan(280);
    expect(new Set(kinds)).toEqual(new Set(["land", "water", "green", "building", "road", "area"]));
  });

  test("has no house in the river or the lake", () => {
    const water = quarter.base.filter(({ properties }) => /river|lake/.test(properties.class ?? ""));
    const houses = quarter.base.filter(({ properties }) => properties.kind === "building");
    for (const house of houses)
      for (const { geometry } of water) {
        if (geometry.type !== "Polygon" || house.geometry.type !== "Polygon") continue;
        const [shore = []] = geometry.coordinates;
        expect(house.geometry.coordinates[0]?.some((corner) => isInside(corner, shore))).toBe(false);
      }
  });

  test("closes every outline", () => {
    for (const { geometry } of quarter.base)
      if (geometry.type === "Polygon") for (const ring of geometry.coordinates) expect(ring.at(-1)).toEqual(ring[0]);
  });
});

test("every name of a thing, street, pipe and device is given once", () => {
  for (const names of [
    quarter.things.map(({ name }) => name.zh),
    quarter.things.map(({ name }) => name.en),
    [...quarter.things, ...quarter.links, ...quarter.devices].map(({ ref }) => ref),
  ])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("devices hang on things of the quarter, and the quarter is some two kilometres wide", () => {
  const refs = new Set(quarter.things.map(({ ref }) => ref));
  expect(quarter.devices.filter(({ thing }) => !refs.has(thing))).toEqual([]);
  const [west, south, east] = quarter.extent;
  expect(metresBetween([west, south], [east, south])).toBeGreaterThan(1_800);
});

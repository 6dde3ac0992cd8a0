import { areaCodes, isWithin } from "@chengyun/kernel";
import { expect, test } from "vitest";
import { makeCity } from "./make-city.ts";

const city = makeCity(2026);

test("the city has five levels, fourteen streets and towns, and every area lies in its parent", () => {
  const paths = new Set(city.areas.map(({ path }) => path));
  expect(city.areas.filter(({ level }) => level === 3)).toHaveLength(14);
  for (const { level, path, parentPath } of city.areas) {
    expect(areaCodes(path)).toHaveLength(level);
    expect(isWithin(path, parentPath)).toBe(true);
    expect(parentPath === "" || paths.has(parentPath)).toBe(true);
  }
});

test("some thirty thousand buildings stand in it, most with an address", () => {
  const buildings = city.base.filter(({ kind }) => kind === "building");
  expect(buildings.length).toBeGreaterThan(28_000);
  expect(buildings.filter(({ properties }) => "address" in properties).length).toBeGreaterThan(20_000);
});

test("no reference is given twice", () => {
  const refs = [...city.areas, ...city.base].map(({ ref }) => ref);
  expect(new Set(refs).size).toBe(refs.length);
});

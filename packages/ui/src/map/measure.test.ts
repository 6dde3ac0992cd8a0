import { expect, test } from "vitest";
import { areaM2, lengthM, metresBetween, toMeasureData } from "./measure.ts";

test("a degree along the equator is 111.2 km, and half of that at 60° north", () => {
  expect(metresBetween([0, 0], [1, 0])).toBeCloseTo(111_195, -1);
  expect(metresBetween([0, 60], [1, 60]) / metresBetween([0, 0], [1, 0])).toBeCloseTo(0.5, 3);
});

test("a way is as long as its pieces", () => {
  const corner = [112.36, 28.84] as const;
  expect(lengthM([corner])).toBe(0);
  expect(lengthM([corner, [112.37, 28.84], corner])).toBeCloseTo(2 * metresBetween(corner, [112.37, 28.84]), 6);
});

test("a square kilometre of lake is a square kilometre whichever way round it is walked", () => {
  const north = 1_000 / 111_195;
  const east = north / Math.cos((28.84 * Math.PI) / 180);
  const ring = [
    [112.36, 28.84],
    [112.36 + east, 28.84],
    [112.36 + east, 28.84 + north],
    [112.36, 28.84 + north],
  ] as const;
  expect(areaM2(ring) / 1e6).toBeCloseTo(1, 3);
  expect(areaM2(ring.toReversed()) / 1e6).toBeCloseTo(1, 3);
});

test("two points enclose no ground yet", () => {
  const two = [
    [112.36, 28.84],
    [112.37, 28.84],
  ] as const;
  expect(toMeasureData("area", two).features.map(({ geometry }) => geometry.type)).toEqual([
    "LineString",
    "Point",
    "Point",
  ]);
  expect(areaM2(two)).toBe(0);
});

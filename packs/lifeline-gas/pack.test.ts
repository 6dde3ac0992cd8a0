import { expect, test } from "vitest";
import { creep } from "./scenario.ts";

const minute = 60_000;
const whenOver = (metres: number, level: number): number =>
  Array.from({ length: 210 }, (_, at) => creep(at * minute, { metres, order: 0 })).findIndex((one) => one > level);

test("methane reaches the manholes one after the other, thinner each time", () => {
  const arrivals = [0, 40, 90, 150].map((metres) => whenOver(metres, 3));
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
  expect(new Set(arrivals).size).toBe(arrivals.length);
  const ends = [0, 40, 90, 150].map((metres) => creep(149 * minute, { metres, order: 0 }));
  expect(ends).toEqual(ends.toSorted((a, b) => b - a));
});

test("once the valves are shut it is blown out within the hour", () => {
  expect(creep(205 * minute, { metres: 0, order: 0 })).toBeLessThan(1);
});

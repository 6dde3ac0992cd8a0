import { expect, test } from "vitest";
import { loss } from "./scenario.ts";

const minute = 60_000;

test("a burst is felt first and most beside it", () => {
  const at = (metres: number, minutes: number): number => loss(minutes * minute, { metres, order: 0 });
  expect(at(0, 1)).toBeGreaterThan(at(800, 1));
  expect([0, 400, 1_200, 3_000].map((metres) => at(metres, 40))).toEqual(
    [0, 400, 1_200, 3_000].map((metres) => at(metres, 40)).toSorted((a, b) => b - a),
  );
  expect(at(3_000, 5)).toBe(0);
});

test("pressure comes back when the valves are shut", () => {
  expect(loss(95 * minute, { metres: 0, order: 0 })).toBe(0);
});

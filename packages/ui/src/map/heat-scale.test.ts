import { expect, test } from "vitest";
import { topOf, weightBy } from "./heat-scale.ts";

test.each([
  [0, 4],
  [1, 4],
  [5, 8],
  [8, 8],
  [9, 16],
  [400, 512],
])("where at most %i cases lie at a point, %i are as hot as can be", (highest, top) => {
  expect(topOf(highest)).toBe(top);
  expect(weightBy(top).at(-2)).toBe(Math.sqrt(top));
});

import { expect, test } from "vitest";
import { metresApart } from "./distance.ts";

test.each([
  ["a hundredth of a degree to the north", [112.35, 28.85], [112.35, 28.86], 1_112],
  ["the same to the east, where the meridians draw together", [112.35, 28.85], [112.36, 28.85], 974],
  ["and in Harbin", [126.6, 45.75], [126.61, 45.75], 776],
] as const)("%s", (_, from, to, metres) => {
  expect(Math.round(metresApart(from, to))).toBe(metres);
});

import { expect, test } from "vitest";
import { bearing, wayWords } from "./distance.ts";
import { backoffMs, verdictOn } from "./writing.ts";

test("what doesn't arrive is tried again after five seconds, then ever more seldom, every five minutes at least", () => {
  expect([1, 2, 3, 20].map(backoffMs)).toEqual([5_000, 10_000, 20_000, 300_000]);
});

test.each([
  [0, "later"],
  [503, "later"],
  [429, "later"],
  [401, "signed-out"],
  [409, "refused"],
  [404, "refused"],
  [403, "refused"],
  [422, "refused"],
  [413, "refused"],
] as const)("an answer of %i means %s", (status, verdict) => {
  expect(verdictOn(status)).toBe(verdict);
});

test.each([
  [[112.35, 28.86], "北 1.1 公里", "1.1 km north"],
  [[112.352, 28.85], "东 190 米", "190 m east"],
  [[112.348, 28.848], "西南 300 米", "300 m south-west"],
  [[112.35005, 28.85], "就在这里", "right here"],
] as const)("from the square to %j it is %s", (to, zh, en) => {
  expect(wayWords([112.35, 28.85], to)).toEqual({ zh, en });
});

test("a way agrees with the compass", () => {
  expect(bearing([112.35, 28.85], [112.36, 28.85])).toBeCloseTo(90, 3);
  expect(bearing([112.35, 28.85], [112.34, 28.85])).toBeCloseTo(270, 3);
});

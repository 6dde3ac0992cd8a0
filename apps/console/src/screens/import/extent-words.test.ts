import { expect, test } from "vitest";
import { toAxes } from "./extent-words.ts";

test("the range of coordinates is told by axis: degrees as such, a drawing's metres as plain numbers", () => {
  expect(toAxes({ shape: "Point", extent: [112.348, 28.845, 112.355, 28.8500001] })).toEqual({
    inDegrees: true,
    range: { across: "112.348 – 112.355", up: "28.845 – 28.85" },
  });
  expect(toAxes({ shape: "Point", extent: [500_000, 3_190_000, 500_100, 3_190_200] })?.inDegrees).toBe(false);
  expect(toAxes({ extent: [10, 20, 30, 40] })?.inDegrees).toBe(false);
  expect(toAxes({ shape: "Point" })).toBeUndefined();
});

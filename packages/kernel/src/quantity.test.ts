import { expect, test } from "vitest";
import { days, hours, metres, milliseconds, minutes, seconds } from "./quantity.ts";

test("spans are milliseconds, distances metres", () => {
  expect([milliseconds(1), seconds(1), minutes(1), hours(1), days(1)]).toEqual([1, 1e3, 6e4, 36e5, 864e5]);
  expect(metres(800)).toBe(800);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { fromWall, isZone, toDate, toDay, toWall, zoneOffset } from "./zone.ts";

const hour = 3_600_000;
const utc = Date.parse;

test.each([
  ["Asia/Shanghai", "2026-02-14T16:00:00Z", 8],
  ["Asia/Shanghai", "1988-07-01T00:00:00Z", 9],
  ["America/New_York", "2026-03-08T06:59:59Z", -5],
  ["America/New_York", "2026-03-08T07:00:00Z", -4],
  ["America/New_York", "2026-11-01T05:59:59.999Z", -4],
  ["America/New_York", "2026-11-01T06:00:00Z", -5],
  ["Australia/Lord_Howe", "2026-01-01T00:00:00Z", 11],
  ["Australia/Lord_Howe", "2026-07-01T00:00:00Z", 10.5],
  ["Asia/Kathmandu", "2026-07-01T00:00:00Z", 5.75],
  ["UTC", "1969-12-31T23:59:59.500Z", 0],
  ["UTC", "-000026-06-01T00:00:00Z", 0],
])("in %s at %s the wall clock is %d hours ahead of UTC", (zone, at, ahead) => {
  expect(zoneOffset(zone, utc(at))).toBe(ahead * hour);
});

test("a zone that does not exist is known to be none and counts as UTC", () => {
  expect(isZone("Mars/Olympus_Mons")).toBe(false);
  expect(isZone("Asia/Shanghai")).toBe(true);
  expect(zoneOffset("Mars/Olympus_Mons", utc("2026-01-01T00:00Z"))).toBe(0);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])(
  "a moment no date can name (%d) has no offset and no date",
  (at) => {
    expect(zoneOffset("Asia/Shanghai", at)).toBe(0);
    expect(toDate(at)).toBe("");
  },
);

test.each([
  ["Asia/Shanghai", "2026-02-14T15:59:59Z", "2026-02-14"],
  ["Asia/Shanghai", "2026-02-14T16:00:00Z", "2026-02-15"],
  ["America/New_York", "2026-03-08T04:59:59Z", "2026-03-07"],
  ["America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"],
])("in %s it is at %s the date %s", (zone, at, date) => {
  expect(toDate(toDay(zone, utc(at)))).toBe(date);
});

test.each([
  ["an hour that spring leaves out is reached when the clock jumps", "2026-03-08T02:30:00Z", "2026-03-08T07:00:00Z"],
  ["an hour that autumn repeats is reached the first time", "2026-11-01T01:30:00Z", "2026-11-01T05:30:00Z"],
  ["the hour after it is shown after both passes", "2026-11-01T02:00:00Z", "2026-11-01T07:00:00Z"],
  ["a plain hour is reached once", "2026-07-01T12:00:00Z", "2026-07-01T16:00:00Z"],
])("%s", (_, wall, at) => {
  expect(fromWall("America/New_York", utc(wall))).toBe(utc(at));
});

test.each([
  ["has just jumped over an hour", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00Z"],
  ["is about to", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59Z"],
  ["is about to repeat an hour", "2026-11-01T05:59:59Z", "2026-11-01T01:59:59Z"],
  ["stands still while the hour is repeated", "2026-11-01T06:30:00Z", "2026-11-01T02:00:00Z"],
  ["runs on after it", "2026-11-01T07:30:00Z", "2026-11-01T02:30:00Z"],
])("the wall clock %s", (_, at, wall) => {
  expect(toWall("America/New_York", utc(at))).toBe(utc(wall));
});

const zone = fc.constantFrom(
  "Asia/Shanghai",
  "America/New_York",
  "Australia/Lord_Howe",
  "Europe/London",
  "Asia/Kathmandu",
);
const moment = fc.integer({ min: utc("2025-01-01T00:00Z"), max: utc("2028-01-01T00:00Z") });

test("the wall clock never runs back", () => {
  fc.assert(
    fc.property(zone, moment, fc.integer({ min: 0, max: 3 * 86_400_000 }), (id, at, span) => {
      expect(toWall(id, at + span)).toBeGreaterThanOrEqual(toWall(id, at));
    }),
  );
});

test("the moment a reading is reached is the first at which the wall clock shows it or more", () => {
  fc.assert(
    fc.property(zone, moment, (id, wall) => {
      const at = fromWall(id, wall);
      expect(toWall(id, at)).toBeGreaterThanOrEqual(wall);
      expect(toWall(id, at - 1)).toBeLessThan(wall);
    }),
    { numRuns: 500 },
  );
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { openReadingQueries } from "./index.ts";
import { hour, minute, noon, TestStore } from "./test-store.ts";

const store = new TestStore();
const start = noon - 48 * hour;
const span = { from: start, to: noon };

beforeAll(async () => {
  await store.open();
  // Two days of a reading a minute that repeat each day, the hour of the day as value.
  const days = Array.from({ length: 48 * 60 }, (_, i) => store.reading(1, start + i * minute, Math.floor(i / 60) % 24));
  await store.append(days);
  await store.append([store.reading(2, noon, 7), store.reading(3, noon, 8)]);
  await store.readings.rollUp();
});
afterAll(() => store.close());

test("a narrow series is drawn from the readings, a wide one from buckets, and none loses a peak", async () => {
  const { queries } = store.readings;
  const narrow = await queries.series(1, { from: start, to: start + hour }, 60);
  expect(narrow.level).toBe("raw");
  expect(narrow.points).toHaveLength(60);
  const minutes = await queries.series(1, span, 500);
  expect(minutes.level).toBe("minute");
  expect(minutes.points.length).toBeLessThanOrEqual(500);
  const hours = await queries.series(1, span, 48);
  expect(hours).toMatchObject({ level: "hour", points: expect.objectContaining({ length: 48 }) });
  const days = await queries.series(1, { from: start - 24 * hour, to: noon }, 2);
  expect(days.level).toBe("day");
  for (const { points } of [minutes, hours, days]) {
    expect(points.reduce((sum, point) => sum + point.n, 0)).toBe(48 * 60);
    expect(Math.max(...points.map((point) => point.high))).toBe(23);
  }
});

test("a stream with few readings is drawn as it is", async () => {
  const months = Array.from({ length: 5 }, (_, i) => store.reading(4, noon + i * minute, i));
  await store.append(months);
  const { level, points } = await store.readings.queries.series(4, { from: noon, to: noon + hour }, 100);
  expect(level).toBe("raw");
  expect(points.map((point) => point.last)).toEqual([0, 1, 2, 3, 4]);
});

test("the profile is by the hours of the city, not of Greenwich", async () => {
  const profile = await store.readings.queries.hourlyProfile(1, span);
  expect(profile).toHaveLength(24);
  // The series starts at noon of the city.
  expect(profile[12]).toEqual({ hour: 12, n: 120, mean: 0, low: 0, high: 0 });
  expect(profile[11]).toEqual({ hour: 11, n: 120, mean: 23, low: 23, high: 23 });
});

test("the evidence of an alarm is what was read just before and after", async () => {
  const found = await store.readings.queries.around(1, start + 10 * minute, 2);
  expect(found.map(({ at }) => (at - start) / minute)).toEqual([9, 10, 11, 12]);
});

test("what was received in a time is found again, whatever time it is of", async () => {
  store.now = noon + 5 * hour;
  await store.append([store.reading(5, noon - hour, 1), store.reading(6, noon, 2)]);
  const found = await store.readings.queries.received({ from: store.now, to: store.now + 1 });
  expect(found.map(({ stream, value, received }) => [stream, value, received])).toEqual([
    [5, 1, store.now],
    [6, 2, store.now],
  ]);
});

test("another process reads the latest values of the streams it names", async () => {
  const { engine } = store;
  const other = openReadingQueries("url" in engine ? engine : { socket: engine.socket }, store.zone);
  expect((await other.queries.latestOf([2, 3, 99])).map(({ stream, at, value }) => ({ stream, at, value }))).toEqual([
    { stream: 2, at: noon, value: 7 },
    { stream: 3, at: noon, value: 8 },
  ]);
  expect(await other.queries.counts(span)).toEqual(
    new Map([
      [1, 48 * 60],
      [5, 1],
    ]),
  );
  await other.close();
});

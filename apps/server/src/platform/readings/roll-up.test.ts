import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quality } from "./index.ts";
import { hour, minute, noon, TestStore } from "./test-store.ts";

const store = new TestStore();
beforeAll(() => store.open());
afterAll(() => store.close());

const levels = ["minute", "hour", "day"] as const;
const all = { from: noon - 72 * hour, to: noon + 72 * hour };

test("sixty-one readings of which forty come again are sixty-one in the hour", async () => {
  const start = noon - hour;
  const make = () => Array.from({ length: 61 }, (_, i) => store.reading(1, start + i * 30_000, i));
  await store.append(make());
  await store.readings.rollUp();
  expect(new Set(await store.append(make().slice(0, 40)))).toEqual(new Set(["repeat"]));
  await store.readings.rollUp();
  const [bucket] = await store.readings.queries.rollUp([1], "hour", { from: start, to: noon });
  expect(bucket).toMatchObject({ n: 61, low: 0, high: 60, sum: 1830, last: 60, lastAt: start + 30 * minute });
});

test("a day is a day of the city: it begins at 16:00 UTC of the day before", async () => {
  const midnight = Date.UTC(2026, 10, 18, 16);
  await store.append([
    store.reading(2, midnight - 1, 1),
    store.reading(2, midnight, 2),
    store.reading(2, midnight + 24 * hour - 1, 3),
  ]);
  const days = await store.readings.queries.rollUp([2], "day", all);
  expect(days.map(({ bucket, n, sum }) => ({ bucket, n, sum }))).toEqual([
    { bucket: midnight - 24 * hour, n: 1, sum: 1 },
    { bucket: midnight, n: 2, sum: 5 },
  ]);
  await store.readings.rollUp();
  expect(await store.readings.queries.rollUp([2], "day", all)).toEqual(days);
});

test("a reading out of range is counted and not figured", async () => {
  await store.append([store.reading(3, noon, 5), store.reading(3, noon + 1, 99_999, quality.outOfRange)]);
  const [bucket] = await store.readings.queries.rollUp([3], "minute", all);
  expect(bucket).toMatchObject({ n: 1, flagged: 1, low: 5, high: 5, sum: 5, last: 5 });
});

test("a late reading is in the figures at once, and in the stored ones after the next roll-up", async () => {
  const start = store.now - 5 * hour;
  await store.append([store.reading(4, start, 1), store.reading(4, start + 2 * minute, 3)]);
  store.now += hour;
  await store.readings.rollUp();
  await store.append([store.reading(4, start + minute, 20)]);
  const hours = () => store.readings.queries.rollUp([4], "hour", all);
  expect(await hours()).toMatchObject([{ n: 3, high: 20, sum: 24, last: 3 }]);
  await store.readings.rollUp();
  expect(await hours()).toMatchObject([{ n: 3, high: 20, sum: 24, last: 3 }]);
});

test("a restart keeps the hours that are dirty", async () => {
  const start = store.now - 30 * hour;
  await store.append([store.reading(5, start, 1)]);
  await store.readings.rollUp();
  await store.append([store.reading(5, start - minute, 2)]);
  await store.restart();
  const days = () => store.readings.queries.rollUp([5], "day", all);
  expect(await days()).toMatchObject([{ n: 2, sum: 3 }]);
  await store.readings.rollUp();
  expect(await days()).toMatchObject([{ n: 2, sum: 3 }]);
});

test("a long import of the past is figured, and its marks do not stay for ever", async () => {
  const hours = 12_000;
  const from = Date.UTC(2020, 0, 1);
  const past = Array.from({ length: hours }, (_, i) => store.reading(7, from + i * hour, i % 10, quality.backfilled));
  await store.append(past);
  await store.readings.rollUp();
  await store.readings.rollUp();
  const count = async () => {
    const days = await store.readings.queries.rollUp([7], "day", {
      from: from - 24 * hour,
      to: from + (hours + 24) * hour,
    });
    return days.reduce((sum, { n }) => sum + n, 0);
  };
  expect(await count()).toBe(hours);
  await store.append([store.reading(7, from + minute, 1)]);
  expect(await count()).toBe(hours + 1);
  await store.readings.rollUp();
  expect(await count()).toBe(hours + 1);
});

test("a correction comes before what was measured, in the readings and in every figure, and hides neither", async () => {
  const at = store.now - 3 * hour;
  await store.append([store.reading(6, at, 500), store.reading(6, at + minute, 1)]);
  await store.readings.rollUp();
  const given = { stream: 6, at, received: store.now, author: "person-1", reason: "gauge was being cleaned" };
  expect(await store.readings.correct({ ...given, value: 2 })).toBe(1);
  expect(await store.readings.correct({ ...given, value: 3, received: store.now + 1 })).toBe(2);
  expect(await store.readings.correct({ ...given, at: at + 1, value: 3 })).toBeUndefined();
  await store.readings.rollUp();
  expect(await store.readings.queries.readings(6, all, 10)).toMatchObject([
    { value: 3, quality: quality.corrected },
    { value: 1 },
  ]);
  expect(await store.readings.queries.rollUp([6], "hour", all)).toMatchObject([{ n: 2, high: 3, sum: 4 }]);
  expect(await store.readings.queries.corrections(6, at)).toMatchObject([
    { revision: 0, value: 500, author: "" },
    { revision: 1, value: 2, author: "person-1" },
    { revision: 2, value: 3 },
  ]);
  await store.restart();
  expect(await store.append([store.reading(6, at, 500), store.reading(6, at, 3)])).toEqual(["repeat", "conflict"]);
});

test("repeats, conflicts, disorder and delay give the roll-ups of the run in order", async () => {
  let stream = 1000;
  const seed = Number(process.env["SEED"] ?? 20261120);
  const delivery = fc.array(fc.record({ slot: fc.nat(400), again: fc.boolean(), other: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  });
  const steps = fc.array(fc.record({ delivery, rollUp: fc.boolean(), passMinutes: fc.nat(90) }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      stream += 2;
      const start = store.now - 6 * hour;
      const truth = new Map<number, number>();
      for (const { delivery: sent, rollUp, passMinutes } of run) {
        const batch = sent.flatMap(({ slot, again, other }) => {
          const at = start + slot * 20_000;
          const value = slot % 7;
          truth.set(at, value);
          const first = store.reading(stream, at, value);
          return [
            first,
            ...(again ? [store.reading(stream, at, value)] : []),
            ...(other ? [store.reading(stream, at, 100)] : []),
          ];
        });
        await store.append(batch);
        if (rollUp) await store.readings.rollUp();
        store.now += passMinutes * minute;
      }
      const inOrder = [...truth].sort(([a], [b]) => a - b).map(([at, value]) => store.reading(stream + 1, at, value));
      await store.append(inOrder);
      for (const level of levels) {
        const found = await store.readings.queries.rollUp([stream, stream + 1], level, {
          from: start - 48 * hour,
          to: store.now + hour,
        });
        const of = (which: number) =>
          found.filter((bucket) => bucket.stream === which).map((bucket) => ({ ...bucket, stream: 0 }));
        expect(of(stream)).toEqual(of(stream + 1));
      }
      await store.readings.rollUp();
      const after = await store.readings.queries.rollUp([stream], "day", {
        from: start - 48 * hour,
        to: store.now + hour,
      });
      expect(after.reduce((sum, bucket) => sum + bucket.n, 0)).toBe(truth.size);
    }),
    { numRuns: 10, seed },
  );
}, 120_000);

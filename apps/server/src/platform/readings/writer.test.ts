import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DirtyHours } from "./dirty-hours.ts";
import { Latest } from "./latest.ts";
import { openStore } from "./store.ts";
import { windowLength } from "./stream-window.ts";
import { hour, minute, noon, TestStore } from "./test-store.ts";
import { Writer, writerLimits } from "./writer.ts";

const store = new TestStore();
beforeAll(() => store.open());
afterAll(() => store.close());

const span = { from: noon - 100 * hour, to: noon + 100 * hour };
const count = async (stream: number) => (await store.readings.queries.counts(span, [stream])).get(stream);

test("a message sent twice is stored once and acknowledged twice", async () => {
  const first = store.append([store.reading(1, noon, 3.5)]);
  const again = store.append([store.reading(1, noon, 3.5)]);
  expect(await first).toEqual(["new"]);
  expect(await again).toEqual(["repeat"]);
  expect(await count(1)).toBe(1);
});

test("a repeat within one message counts once", async () => {
  const outcomes = await store.append([
    store.reading(2, noon, 1),
    store.reading(2, noon, 1),
    store.reading(2, noon, 2),
  ]);
  expect(outcomes).toEqual(["new", "repeat", "conflict"]);
  expect(await count(2)).toBe(1);
});

test("another value for the same time is kept beside and the first stays in force", async () => {
  await store.append([store.reading(3, noon, 10)]);
  expect(await store.append([store.reading(3, noon, 11)])).toEqual(["conflict"]);
  expect(await store.readings.queries.readings(3, span, 10)).toMatchObject([{ at: noon, value: 10 }]);
  expect(await store.readings.queries.conflicts(3, span)).toMatchObject([{ at: noon, value: 11 }]);
});

test("what the window has forgotten is looked up: repeat, conflict and late are told apart", async () => {
  const day = Array.from({ length: windowLength + 20 }, (_, i) => store.reading(4, noon + i * minute, i));
  await store.append(day);
  const old = [
    store.reading(4, noon, 0),
    store.reading(4, noon + minute, 77),
    store.reading(4, noon + 30_000, 5),
    store.reading(4, noon + 30_000, 5),
    store.reading(4, noon + 30_000, 6),
  ];
  expect(await store.append(old)).toEqual(["repeat", "conflict", "late", "repeat", "conflict"]);
  expect(await count(4)).toBe(windowLength + 21);
});

test("a gateway's long message that repeats itself is told apart within the message", async () => {
  const long = Array.from({ length: windowLength + 5 }, (_, i) => store.reading(10, noon + i, i));
  const again = [store.reading(10, noon, 0), store.reading(10, noon + 1, 99), store.reading(10, noon - 1, 5)];
  const outcomes = await store.append([...long, ...again]);
  expect(outcomes.slice(-3)).toEqual(["repeat", "conflict", "late"]);
  expect(await count(10)).toBe(windowLength + 6);
});

test("a late reading never becomes the latest", async () => {
  await store.append([store.reading(5, noon + minute, 2)]);
  expect(await store.append([store.reading(5, noon, 1)])).toEqual(["late"]);
  expect(store.readings.findLatest(5)).toMatchObject({ at: noon + minute, value: 2 });
});

test("a full queue refuses aloud and takes nothing of the message", async () => {
  const { engine } = store;
  const client = openStore("url" in engine ? engine : { socket: engine.socket });
  const parts = { store: client, dirty: await DirtyHours.open(client), latest: new Latest(client, 0) };
  const writer = new Writer({ ...parts, limits: { ...writerLimits, queuedReadings: 2 } }, 0);
  const stored: number[] = [];
  expect(writer.append([store.reading(6, noon, 1), store.reading(6, noon + 1, 1)], () => stored.push(1))).toBe(true);
  expect(writer.append([store.reading(6, noon + 2, 1)], () => stored.push(2))).toBe(false);
  await writer.close();
  expect(stored).toEqual([1]);
  expect(writer.counts.refused).toBe(1);
  expect(await count(6)).toBe(2);
  await client.close();
});

test("readings of a year ahead of a hundred months go into one batch", async () => {
  const months = Array.from({ length: 150 }, (_, i) => store.reading(7, Date.UTC(2010, i, 1), i, 4));
  expect(new Set(await store.append(months))).toEqual(new Set(["new"]));
  const all = await store.readings.queries.readings(7, { from: Date.UTC(2000, 0), to: noon }, 1000);
  expect(all.map((reading) => reading.value)).toEqual(Array.from({ length: 150 }, (_, i) => i));
});

test.each([
  ["no value", { value: Number.NaN }],
  ["a time with half a millisecond", { at: noon + 0.5 }],
  ["a time before clocks", { at: Date.UTC(1800, 0) }],
  ["a stream below zero", { stream: -1 }],
])("poison is refused before it is taken: %s", async (_name, poison) => {
  const bad = { ...store.reading(11, noon, 1), ...poison };
  const stored = () => expect.unreachable("It was taken.");
  expect(() => store.readings.writer.append([store.reading(11, noon, 1), bad], stored)).toThrow(RangeError);
  expect(await count(11)).toBeUndefined();
});

describe("when the store is away", () => {
  test("nothing is acknowledged, and everything once it is back", async () => {
    const away = openStore({ socket: `${store.room}/nobody.sock` });
    const parts = { store: away, dirty: new DirtyHours(away, 0), latest: new Latest(away, 0) };
    const writer = new Writer({ ...parts, limits: writerLimits }, 0);
    const calls: (Error | undefined)[] = [];
    writer.append([store.reading(8, noon, 1)], (fault) => calls.push(fault));
    await expect.poll(() => writer.fault, { timeout: 5_000 }).toBeInstanceOf(Error);
    expect(calls).toEqual([]);
    expect(writer.queued).toBe(1);
    await writer.close(10);
    expect(calls).toEqual([expect.any(Error)]);
    await away.close();
  });
});

test("after a restart the newest reading is known and its repeat is told", async () => {
  await store.append([store.reading(9, noon, 42), store.reading(9, noon + minute, 43)]);
  await store.restart();
  expect(store.readings.findLatest(9)).toMatchObject({ at: noon + minute, value: 43 });
  expect(await store.append([store.reading(9, noon, 42), store.reading(9, noon + 2 * minute, 44)])).toEqual([
    "repeat",
    "new",
  ]);
  expect(await count(9)).toBe(3);
});

test("a correction of the newest reading is the newest, also after a restart", async () => {
  await store.append([store.reading(12, noon, 900)]);
  await store.readings.correct({
    stream: 12,
    at: noon,
    value: 90,
    received: noon + minute,
    author: "person-1",
    reason: "a zero too many",
  });
  expect(store.readings.findLatest(12)?.value).toBe(90);
  await store.restart();
  expect(store.readings.findLatest(12)?.value).toBe(90);
});

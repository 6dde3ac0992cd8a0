import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Arrival, openReadings, quality, type Readings } from "./index.ts";

const minute = 60_000;
const noon = Date.UTC(2026, 10, 20, 4, 0, 0);
const now = noon;
let room: string;
let readings: Readings;

const config = () => ({
  engine: { directory: join(room, "store"), socket: join(room, "r.sock") },
  zone: "Asia/Shanghai",
  now: () => now,
  rollUpEveryMs: 0,
});

beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), "cy-readings-"));
  readings = await openReadings(config());
});

afterAll(async () => {
  await readings.close();
  rmSync(room, { recursive: true, force: true });
});

const reading = (stream: number, at: number, value: number, flag = 0): Arrival => ({
  stream,
  at,
  value,
  received: now,
  quality: flag,
  outcome: undefined,
});

const append = (batch: Arrival[]): Promise<(string | undefined)[]> =>
  new Promise((resolve, reject) => {
    const taken = readings.writer.append(batch, (fault) => {
      if (fault === undefined) resolve(batch.map((arrival) => arrival.outcome));
      else reject(fault);
    });
    if (!taken) reject(new Error("full"));
  });

test("sixty-one readings of which forty come again are sixty-one in the hour", async () => {
  const hour = noon - 60 * minute;
  const make = () => Array.from({ length: 61 }, (_, i) => reading(1, hour + i * 30_000, i));
  expect(new Set(await append(make()))).toEqual(new Set(["new"]));
  await readings.rollUp();
  const again = await append(make().slice(0, 40));
  expect(new Set(again)).toEqual(new Set(["repeat"]));
  await readings.rollUp();
  const [bucket] = await readings.queries.rollUp([1], "hour", { from: hour, to: hour + 60 * minute });
  expect(bucket).toMatchObject({ n: 61, low: 0, high: 60, sum: 1830, last: 60, lastAt: hour + 30 * minute });
});

test("the store is for nobody but us", () => {
  expect(statSync(join(room, "store")).mode & 0o777).toBe(0o700);
  expect(statSync(join(room, "r.sock")).mode & 0o777).toBe(0o600);
  expect(quality.good).toBe(0);
});

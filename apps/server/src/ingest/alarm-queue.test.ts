import { afterAll, beforeAll, expect, test } from "vitest";
import { listStandingAlarms } from "../modules/alarms/alarm/index.ts";
import type { AlarmEvent } from "../modules/alarms/rule/index.ts";
import { system } from "../platform/actor.ts";
import { newId } from "../platform/context.ts";
import { openLog } from "../platform/log.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { addManhole } from "../testing/test-ingest.ts";
import { AlarmQueue } from "./alarm-queue.ts";

let city: TestCity;
let thing: AlarmEvent["thing"];
const told: boolean[] = [];

beforeAll(async () => {
  city = await openTestCity();
  const { thingId } = await addManhole(city);
  thing = { id: thingId, areaPath: "4398/439881/", position: [112.55, 28.85] };
});
afterAll(() => city.close());

const raised = (minute: number, change: Partial<AlarmEvent> = {}): AlarmEvent => {
  const at = city.clock.now().getTime() + minute * 60_000;
  return {
    kind: "raise",
    id: newId(),
    rule: "drain-backing-up",
    thing,
    streamNo: 1,
    startedAt: at,
    since: at,
    at,
    judgedAt: at,
    readingAt: at,
    severity: "yellow",
    value: 190,
    silence: false,
    ...change,
  };
};

/** Writes all there is; `before` is called at each try. */
const write = async (kept: readonly AlarmEvent[], before: () => void = () => undefined): Promise<AlarmQueue> => {
  const queue = new AlarmQueue({
    seed: () => {
      before();
      const { cause: _, ...rest } = city.context(system("ingest"));
      return rest;
    },
    log: openLog(city.deployment.config, "ingest"),
    kept,
    onDatabase: (ok) => told.push(ok),
  });
  await queue.settled();
  return queue;
};

test("an alarm that can't be written costs the others nothing: it is given up and counted, and the store isn't called away", async () => {
  const events = [0, 1, 2, 3, 4].map((minute) => raised(minute));
  events[2] = raised(2, { readingAt: Number.NaN });
  events[3] = raised(3, { streamNo: 2 ** 40 });
  const queue = await write(events);
  expect([queue.failed, queue.pending]).toEqual([2, []]);
  expect(told).not.toContain(false);
  const standing = await listStandingAlarms(city.database);
  expect(standing.map(({ startedAt }) => startedAt)).toEqual([0, 1, 4].map((index) => events[index]?.startedAt));
});

test("a plain mistake is no absence of the store: what goes wrong each time ends", async () => {
  const queue = await write([raised(10)], () => {
    throw new Error("nobody knows why");
  });
  expect([queue.failed, queue.pending]).toEqual([1, []]);
  expect(told).not.toContain(false);
});

import { rmSync } from "node:fs";
import { join } from "node:path";
import type { MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handler, officer } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import {
  addManhole,
  connect,
  levelAt,
  minuteMs,
  openTestIngest,
  say,
  type TestDevice,
} from "../testing/test-ingest.ts";
import type { Ingest } from "./ingest.ts";

let city: TestCity;
let ingest: Ingest;
let device: TestDevice;
let line: MqttClient;
const now = () => city.clock.now().getTime();

/** Lets city time pass, and what is due happen. */
const pass = async (minutes: number): Promise<void> => {
  city.advance(minutes * minuteMs);
  ingest.tick();
  await ingest.settled();
};
const speak = async (level: number, at = now()): Promise<void> => {
  await say(line, device, levelAt(at, level));
  await ingest.settled();
};
const alarmsOf = async (thingId: string, more = "") => {
  await city.settle();
  return (await city.call(officer(), "GET", `/api/v1/alarms?thing=${thingId}${more}`)).body.items;
};
const entriesOf = async (id: string) =>
  city.database.db.selectFrom("journal").selectAll().where("subject_id", "=", id).orderBy("id").execute();
const restart = async (): Promise<void> => {
  await line.endAsync();
  await ingest.close();
  ingest = await openTestIngest(city);
  line = await connect(ingest, device);
};
const newManhole = async (): Promise<void> => {
  device = await addManhole(city);
  await ingest.refresh();
  line = await connect(ingest, device);
};

beforeAll(async () => {
  city = await openTestCity();
  ingest = await openTestIngest(city);
});
beforeEach(newManhole);
afterEach(() => line.endAsync());
afterAll(async () => {
  await ingest.close();
  await city.close();
});

describe("a flood", () => {
  test("raises one alarm after ten minutes, climbs, is seen, and clears; each entry names the reading behind it", async () => {
    await speak(190);
    await pass(9);
    expect(await alarmsOf(device.thingId)).toEqual([]);
    await speak(191);
    await pass(1);
    const [alarm] = await alarmsOf(device.thingId);
    expect(alarm).toMatchObject({
      rule: "drain-backing-up",
      severity: "yellow",
      stage: "raised",
      value: 191,
      unit: "cm",
      startedAt: new Date(now() - 10 * minuteMs).toISOString(),
      raisedAt: new Date(now()).toISOString(),
    });
    const seen = await city.call(officer(), "POST", `/api/v1/alarms/${alarm.id}/moves/acknowledge`, { version: 1 });
    expect(seen.body).toMatchObject({ stage: "acknowledged" });
    await speak(205);
    await pass(10);
    await speak(100);
    await pass(10);
    const [after] = await alarmsOf(device.thingId);
    expect(after).toMatchObject({ id: alarm.id, stage: "cleared", severity: "red", peak: "red" });
    const entries = await entriesOf(alarm.id);
    expect(entries.map(({ type, actor_kind }) => [type, actor_kind])).toEqual([
      ["alarm.raised", "rule"],
      ["alarm.acknowledged", "person"],
      ["alarm.stepped", "rule"],
      ["alarm.cleared", "rule"],
    ]);
    expect(entries[0]?.cause_id).toMatch(/^\d+@2026-11-02T\d\d:\d\d:00\.000Z$/);
    expect(entries[0]?.changes).toMatchObject({
      thingId: device.thingId,
      severity: "yellow",
      silence: false,
      reports: "drain-blockage",
      position: [112.55, 28.85],
    });
  });

  test("is explained: the rule in words with this manhole's numbers, the readings and thresholds", async () => {
    await speak(40);
    await pass(5);
    await speak(230);
    await pass(10);
    const [alarm] = await alarmsOf(device.thingId, "&open=true");
    expect(alarm.ruleWords).toEqual({
      zh: "液位高于井深(井底至井口)以下 20 cm（本处 180 cm）持续 10 分钟后报黄色，高于井深(井底至井口)（本处 200 cm）持续 10 分钟后报红色；低于井深(井底至井口)以下 50 cm（本处 150 cm）持续 10 分钟后解除。",
      en: "Water level: yellow when above 180 cm (20 cm below lip height) for 10 minutes, red when above 200 cm (lip height) for 10 minutes; clears when below 150 cm (50 cm below lip height) for 10 minutes.",
    });
    const evidence = await city.call(officer(), "GET", `/api/v1/alarms/${alarm.id}/evidence`);
    expect(evidence.body.thresholds).toEqual([
      { severity: "red", value: 200 },
      { severity: "yellow", value: 180 },
    ]);
    expect(evidence.body.readings.map((reading: { value: number }) => reading.value)).toEqual([40, 230]);
  });

  test("opens a case, and the alarm knows it", async () => {
    await speak(190);
    await pass(10);
    const [alarm] = await alarmsOf(device.thingId);
    const found = await city.call(officer(), "GET", `/api/v1/cases/${alarm.caseId}`);
    expect(found.status).toBe(200);
  });

  test("is seen by area, whatever the department, and not from another area", async () => {
    await speak(190);
    await pass(10);
    const [alarm] = await alarmsOf(device.thingId);
    const department = "0199a0a0-0000-7000-8000-000000000001";
    expect((await city.call(handler(department), "GET", `/api/v1/alarms/${alarm.id}`)).status).toBe(200);
    const elsewhere = officer({ areaPath: "9999/" });
    expect((await city.call(elsewhere, "GET", `/api/v1/alarms/${alarm.id}`)).status).toBe(404);
    expect((await city.call(elsewhere, "GET", "/api/v1/alarms")).body.items).toEqual([]);
  });
});

describe("what is no flood", () => {
  test("a splash is not a flood", async () => {
    await speak(230);
    await pass(1);
    await speak(60);
    await pass(30);
    expect(
      (await alarmsOf(device.thingId)).filter((alarm: { rule: string }) => alarm.rule === "drain-backing-up"),
    ).toEqual([]);
  });

  test("a late reading shows that it was a splash", async () => {
    await speak(190);
    await pass(9.5);
    await speak(190);
    await speak(100, now() - 20_000);
    await pass(5);
    expect(await alarmsOf(device.thingId)).toEqual([]);
  });
});

test("a gauge that is silent for half an hour is told, and its next reading clears it", async () => {
  await speak(50);
  await pass(31);
  const [alarm] = await alarmsOf(device.thingId);
  expect(alarm).toMatchObject({ rule: "manhole-gauge-silent", severity: "blue", stage: "raised", value: 50 });
  await speak(51);
  expect(await alarmsOf(device.thingId)).toMatchObject([{ id: alarm.id, stage: "cleared" }]);
});

test("another depth of the manhole is judged by within a second of its edit, without forgetting the hold", async () => {
  await speak(150);
  await pass(5);
  const thing = await city.call(officer(), "GET", `/api/v1/things/${device.thingId}`);
  await city.call(officer({ permissions: ["things.edit"] }), "POST", `/api/v1/things/${device.thingId}/moves/edit`, {
    version: thing.body.version,
    facts: { attributes: { lipCm: 160 } },
  });
  await city.settle();
  await ingest.refresh();
  await speak(151);
  await pass(10);
  expect(await alarmsOf(device.thingId)).toMatchObject([{ rule: "drain-backing-up", severity: "yellow" }]);
});

describe("a restart of ingest", () => {
  test("half way through a hold: the alarm comes once, at its time", async () => {
    await speak(190);
    await pass(5);
    await restart();
    await pass(4);
    expect(await alarmsOf(device.thingId)).toEqual([]);
    await pass(1);
    const alarms = await alarmsOf(device.thingId);
    expect(alarms).toMatchObject([{ rule: "drain-backing-up", raisedAt: new Date(now()).toISOString() }]);
  });

  test("keeps standing alarms: same ids, acknowledged as they were, nothing told again", async () => {
    await speak(190);
    await pass(10);
    const [before] = await alarmsOf(device.thingId);
    await city.call(officer(), "POST", `/api/v1/alarms/${before.id}/moves/acknowledge`, { version: 1 });
    await restart();
    await speak(191);
    await pass(1);
    expect(await alarmsOf(device.thingId)).toMatchObject([{ id: before.id, stage: "acknowledged" }]);
    expect(await entriesOf(before.id)).toHaveLength(2);
    await speak(100);
    await pass(10);
    expect(await alarmsOf(device.thingId)).toMatchObject([{ id: before.id, stage: "cleared" }]);
  });
});

test("a hold that ended while ingest was down is told once at its start, and marked late", async () => {
  await speak(190);
  await line.endAsync();
  await ingest.close();
  city.advance(12 * minuteMs);
  ingest = await openTestIngest(city);
  line = await connect(ingest, device);
  await ingest.settled();
  const alarms = await alarmsOf(device.thingId);
  expect(alarms).toMatchObject([{ rule: "drain-backing-up", raisedAt: new Date(now()).toISOString() }]);
  const [raised] = await entriesOf(alarms[0].id);
  expect(raised?.changes).toMatchObject({ judgedLateMs: 2 * minuteMs });
});

test("without its snapshot ingest takes standing alarms over from the operations store, and clears them", async () => {
  await speak(190);
  await pass(10);
  const [before] = await alarmsOf(device.thingId);
  await line.endAsync();
  await ingest.close();
  rmSync(join(city.deployment.directory.root, "ingest", "rules.json"));
  city.advance(3 * 60 * minuteMs);
  ingest = await openTestIngest(city);
  line = await connect(ingest, device);
  await speak(100);
  await pass(11);
  const flood = (await alarmsOf(device.thingId)).filter((alarm: { rule: string }) => alarm.rule === "drain-backing-up");
  expect(flood).toMatchObject([{ id: before.id, stage: "cleared" }]);
});

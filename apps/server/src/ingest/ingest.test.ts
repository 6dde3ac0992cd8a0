import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import {
  addManhole,
  closed,
  connect,
  levelAt,
  minuteMs,
  openLine,
  openTestIngest,
  refusalOf,
  say,
} from "../testing/test-ingest.ts";
import type { Ingest } from "./ingest.ts";

let city: TestCity;
let ingest: Ingest;
const watcher = officer({ permissions: ["readings.read", "alarms.read"] });
const now = () => city.clock.now().getTime();
const streamsOf = async (thingId: string) =>
  (await city.call(watcher, "GET", `/api/v1/things/${thingId}/streams`)).body.items;
const levelNo = async (thingId: string): Promise<number> =>
  (await streamsOf(thingId)).find((stream: { type: string }) => stream.type === "level").no;
const stored = async (thingId: string): Promise<number> => {
  await ingest.settled();
  const no = await levelNo(thingId);
  return (await ingest.readings.queries.readings(no, { from: 0, to: Date.UTC(2200, 1) }, 10_000)).length;
};
const quarantined = async (reason: string, deviceId: string) => {
  await ingest.settled();
  const { body } = await city.call(watcher, "GET", `/api/v1/quarantine?reason=${reason}&limit=500`);
  return body.items.filter((item: { deviceId?: string }) => item.deviceId === deviceId);
};
const newDevice = async () => {
  const device = await addManhole(city);
  await ingest.refresh();
  return device;
};

beforeAll(async () => {
  city = await openTestCity();
  ingest = await openTestIngest(city);
});
afterAll(async () => {
  await ingest.close();
  await city.close();
});

describe("a known device", () => {
  test("is acknowledged when its reading is on disk, and the thing shows it", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    await say(line, device, levelAt(now(), 42));
    expect(await stored(device.thingId)).toBe(1);
    const level = (await streamsOf(device.thingId)).find((stream: { type: string }) => stream.type === "level");
    expect(level).toMatchObject({ unit: "cm", latest: { value: 42, quality: "good" }, deviceId: device.id });
    expect(level.lines.map((line: { severity: string; value: number }) => [line.severity, line.value])).toEqual([
      ["red", 200],
      ["yellow", 180],
    ]);
    const history = await city.call(
      watcher,
      "GET",
      `/api/v1/streams/${level.no}/readings?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z`,
    );
    expect(history.body).toMatchObject({ level: "raw", points: [{ value: 42, n: 1 }] });
    const latest = await city.call(watcher, "GET", "/api/v1/latest?type=level");
    expect(latest.body.items).toContainEqual({
      stream: level.no,
      at: "2026-11-02T02:00:00.000Z",
      value: 42,
      quality: "good",
    });
    await line.endAsync();
  });

  test("may speak the bytes of its kind", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    await say(line, device, Buffer.of(0x01, 0x75, 0x62, 0x03, 0x77, 0x8f, 0x00, 0x04, 0x00, 0x00));
    expect(await stored(device.thingId)).toBe(1);
    const values = (await streamsOf(device.thingId)).map((stream: { type: string; latest: { value: number } }) => [
      stream.type,
      stream.latest.value,
    ]);
    expect(values).toEqual([
      ["level", 143],
      ["lid", 0],
    ]);
    await line.endAsync();
  });

  test("sends the same three times and it is stored once", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    const batch = JSON.stringify([1, 2, 3].map((n) => JSON.parse(levelAt(now() - n * minuteMs, n))));
    for (let time = 0; time < 3; time += 1) await say(line, device, batch);
    expect(await stored(device.thingId)).toBe(3);
    await line.endAsync();
  });

  test("speaks over HTTP too, on ingest's own port and through the web port", async () => {
    const device = await newDevice();
    const headers = { authorization: `Bearer ${device.token}`, "accept-language": "en" };
    const own = await fetch(`http://127.0.0.1:${ingest.httpPort}/api/v1/up`, {
      method: "POST",
      headers,
      body: levelAt(now(), 7),
    });
    expect([own.status, await own.json()]).toEqual([200, { accepted: 1 }]);
    const piped = await city.app.inject({
      method: "POST",
      url: "/api/v1/up",
      headers: { ...headers, "content-type": "application/json" },
      payload: JSON.stringify([JSON.parse(levelAt(now() + 1_000, 8)), JSON.parse(levelAt(now() + 2_000, 9))]),
    });
    expect([piped.statusCode, piped.json()]).toEqual([200, { accepted: 2 }]);
    const rubbish = await city.app.inject({ method: "POST", url: "/api/v1/up", headers, payload: "{{{" });
    expect([rubbish.statusCode, rubbish.json().code]).toEqual([422, "device.undecodable"]);
    const wrong = await city.app.inject({
      method: "POST",
      url: "/api/v1/up",
      headers: { authorization: "Bearer cyd_guess" },
      payload: levelAt(now(), 1),
    });
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, "device.refused"]);
    expect(await stored(device.thingId)).toBe(3);
  });

  test("is cut off when its token is made void, and the new token opens", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    const gone = closed(line);
    const list = await city.call(administrator(), "GET", "/api/v1/devices?limit=500");
    const own = list.body.items.find((item: { id: string }) => item.id === device.id);
    const move = `/api/v1/devices/${device.id}/moves/renew-token`;
    expect((await city.call(administrator(), "POST", move, { version: own.version })).status).toBe(200);
    await ingest.refresh();
    await gone;
    expect(await refusalOf(openLine(ingest, device))).toBe(4);
  });
});

describe("who may not, may not", () => {
  test("an unknown device and a wrong token are refused at the door; one row counts each, without a payload", async () => {
    const device = await newDevice();
    for (let time = 0; time < 3; time += 1) {
      expect(await refusalOf(openLine(ingest, { id: "stranger", token: "x" }))).toBe(4);
      expect(await refusalOf(openLine(ingest, { id: device.id, token: "x" }))).toBe(4);
    }
    const strangers = await quarantined("unknown-device", "stranger");
    expect(strangers).toMatchObject([{ count: 3, address: "127.0.0.1" }]);
    expect(strangers[0]).not.toHaveProperty("payload");
    expect(await quarantined("wrong-token", device.id)).toMatchObject([{ count: 3 }]);
  });

  test("a device speaks for itself alone: another's topic cuts its line and stores nothing", async () => {
    const [one, other] = [await newDevice(), await newDevice()];
    const line = await connect(ingest, one);
    const gone = closed(line);
    line.publish(`up/${other.id}`, levelAt(now(), 5), { qos: 1 });
    await gone;
    expect(await stored(other.thingId)).toBe(0);
    expect(await quarantined("foreign-topic", one.id)).toHaveLength(1);
  });

  test("a device hears its own commands and nobody else's", async () => {
    const [one, other] = [await newDevice(), await newDevice()];
    const line = await connect(ingest, one);
    const asked = [`cmd/${one.id}`, `cmd/${other.id}`, `up/${one.id}`, "#"];
    const granted: number[] = [];
    for (const topic of asked)
      granted.push(
        await new Promise((resolve) =>
          line.subscribe(topic, { qos: 1 }, (error, grants) => resolve(error ? 128 : (grants?.[0]?.qos ?? 128))),
        ),
      );
    expect(granted).toEqual([1, 128, 128, 128]);
    await line.endAsync();
  });

  test("a packet announced as 200 MB is not waited for", async () => {
    const device = await newDevice();
    const socket = connectSocket(ingest.mqttPort, "127.0.0.1");
    const header = Buffer.concat([Buffer.from([0x10, 0xff, 0xff, 0xff, 0x5f]), Buffer.alloc(64)]);
    const gone = once(socket, "close");
    socket.on("error", () => undefined);
    socket.write(header);
    await gone;
    const line = await connect(ingest, device);
    await say(line, device, levelAt(now(), 5));
    await line.endAsync();
  });
});

describe("bad input has its place and its sentence", () => {
  test("rubbish is put aside with its first bytes and acknowledged; the next message is taken", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    await say(line, device, "not json at all");
    await say(line, device, Buffer.of(0xff, 0xff, 0x00));
    await say(line, device, '{"at":"2026-11-02 02:00","v":{"level":5}}');
    await say(line, device, levelAt(now(), 6));
    expect(await stored(device.thingId)).toBe(1);
    const items = await quarantined("undecodable", device.id);
    expect(items.map((item: { payload: string }) => item.payload).sort()).toEqual([
      "0xffff00",
      "not json at all",
      '{"at":"2026-11-02 02:00","v":{"level":5}}',
    ]);
    await line.endAsync();
  });

  test("a reading from next year is put aside, the others of its message are kept", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    const next = JSON.parse(levelAt(now() + 366 * 24 * 60 * minuteMs, 9));
    await say(line, device, JSON.stringify([JSON.parse(levelAt(now(), 5)), next]));
    expect(await stored(device.thingId)).toBe(1);
    const [item] = await quarantined("too-far-ahead", device.id);
    expect(item.detail.en).toContain("2027-11-03T02:00:00.000Z");
    await line.endAsync();
  });

  test("a value nobody can believe is stored, flagged and not judged", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    await say(line, device, levelAt(now(), 9_999));
    const [level] = await streamsOf(device.thingId);
    expect(level.latest).toMatchObject({ value: 9_999, quality: "out-of-range" });
    await line.endAsync();
  });

  test("a clock that runs ahead is measured and flagged", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    for (let time = 1; time <= 2; time += 1) await say(line, device, levelAt(now() + 60 * minuteMs + time, 5));
    const [level] = await streamsOf(device.thingId);
    expect(level.latest.quality).toBe("clock-skewed");
    await line.endAsync();
  });

  test("another value for a time that has one is kept beside, the first stays in force", async () => {
    const device = await newDevice();
    const line = await connect(ingest, device);
    await say(line, device, levelAt(now(), 5));
    await say(line, device, levelAt(now(), 6));
    await ingest.settled();
    const no = await levelNo(device.thingId);
    const span = { from: 0, to: Date.UTC(2200, 1) };
    expect((await ingest.readings.queries.readings(no, span, 10)).map(({ value }) => value)).toEqual([5]);
    expect((await ingest.readings.queries.conflicts(no, span)).map(({ value }) => value)).toEqual([6]);
    await line.endAsync();
  });
});

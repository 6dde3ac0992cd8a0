import { makeQuarter } from "@chengyun/demo-city";
import { packs } from "@chengyun/packs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startSimulator } from "./app.ts";
import { FakeCity } from "./fake-city.fixture.ts";

const quarter = makeQuarter(2026);
const decode = packs.flatMap((pack) => pack.devices ?? []).find(({ id }) => id === "manhole-gauge")?.decode;

let city: FakeCity;
let stopping: AbortController;
let end: () => Promise<void>;
const told: string[] = [];

const start = async (): Promise<void> => {
  stopping = new AbortController();
  end = await startSimulator({
    url: city.url,
    mqttUrl: city.mqttUrl,
    key: "key",
    log: (_, message) => told.push(message),
    signal: stopping.signal,
    life: false,
  });
};

const stop = async (): Promise<void> => {
  stopping.abort();
  await end();
};

beforeEach(async () => {
  city = new FakeCity();
  await city.open();
});

afterEach(async () => {
  await stop();
  await city.close();
});

const patience = { timeout: 20_000, interval: 50 };

describe("the simulator in a city that has heard nothing yet", () => {
  test("sends what its gauges remember, a drain that backs up among it, from devices with tokens of their own", async () => {
    await start();
    expect(city.devices.size).toBeGreaterThan(40);
    // One or two may be playing silence.
    const speaking = () => new Set(city.heard.map(({ device }) => device)).size;
    await vi.waitFor(() => expect(speaking()).toBeGreaterThan(city.devices.size - 3), patience);
    const risen = [...city.devices.values()].filter((device) => {
      const thing = quarter.things.find(({ ref }) => ref === device.thing);
      const lip = Number(thing?.attributes["lipCm"]);
      const readings = city.heard
        .filter((one) => one.device === device.id)
        .flatMap(({ payload }) => decode?.(payload) ?? []);
      const above = readings.filter(({ stream, value }) => stream === "level" && value > lip);
      return (above.at(-1)?.at ?? 0) - (above[0]?.at ?? 0) >= 8 * 60_000;
    });
    expect(risen).toHaveLength(1);
    for (const { payload, device } of city.heard)
      if (city.thingOf(device)?.startsWith("manhole/")) expect(decode?.(payload)).not.toEqual([]);
      else expect(() => JSON.parse(payload.toString())).not.toThrow();
  });

  test("goes on after the broker was away, with new tokens where the city has forgotten the old", async () => {
    await start();
    await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(40), patience);
    const port = city.mqttPort;
    await city.closeBroker();
    const [forgotten] = [...city.devices.values()];
    if (forgotten !== undefined) forgotten.tokenHash = "another";
    city.heard.length = 0;
    await city.openBroker(port);
    // A fast clock makes every device due at once.
    await fetch(`${city.url}/api/v1/clock`, { method: "POST", body: JSON.stringify({ speed: 120, reason: "test" }) });
    await vi.waitFor(() => expect(city.heard.some(({ device }) => device === forgotten?.id)).toBe(true), patience);
    await vi.waitFor(() => expect(new Set(city.heard.map(({ device }) => device)).size).toBeGreaterThan(40), patience);
  });
});

test("a city that knows its devices goes on from now: nothing is remembered twice", async () => {
  await start();
  await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(40), patience);
  await stop();
  city.heard.length = 0;
  await start();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(city.heard.length).toBeLessThan(20);
});

test("a city without a built-in quarter is left in peace", async () => {
  city.id = "coast";
  await start();
  expect(city.devices.size).toBe(0);
  expect(told.at(-1)).toContain("nothing to play");
});

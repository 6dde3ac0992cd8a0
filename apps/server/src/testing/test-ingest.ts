import { randomUUID } from "node:crypto";
import mqtt, { type MqttClient } from "mqtt";
import { type Ingest, startIngest } from "../ingest/ingest.ts";
import { registerThing } from "../modules/atlas/thing/index.ts";
import { registerDevice } from "../modules/sensing/device/index.ts";
import { system } from "../platform/actor.ts";
import { getClockSetting } from "../platform/clock-store.ts";
import type { Database } from "../platform/database.ts";
import { openLog } from "../platform/log.ts";
import type { TestCity } from "./test-city.ts";

/** A registered device with its token. */
export interface TestDevice {
  readonly id: string;
  readonly token: string;
  readonly thingId: string;
}

/** Starts ingest in this process, on the city's own clock and directory. */
export const openTestIngest = (city: TestCity, database: Database = city.database): Promise<Ingest> => {
  const log = openLog(city.deployment.config, "ingest");
  const { context } = city;
  return startIngest({
    deployment: city.deployment,
    database,
    clock: city.clock,
    readClock: () => getClockSetting(database.db),
    seed: () => {
      const { cause: _, ...rest } = context(system("ingest"));
      return { ...rest, db: database.db };
    },
    log,
    ports: { mqtt: 0, http: 0 },
  });
};

/** Registers a manhole two metres deep in the quarter, and its gauge. */
export const addManhole = async (
  city: TestCity,
  attributes: Record<string, number> = { lipCm: 200 },
): Promise<TestDevice> => {
  const ctx = city.context(system("test"));
  const ref = randomUUID();
  const thing = await registerThing(ctx, {
    ref: `thing-${ref}`,
    type: "manhole",
    name: { zh: "测试井", en: "Test manhole" },
    position: [112.55, 28.85],
    attributes,
    areaPath: "4398/439881/",
  });
  const device = await registerDevice(ctx, {
    ref: `device-${ref}`,
    type: "manhole-gauge",
    thingId: thing.id,
    name: "gauge",
  });
  return { ...device, thingId: thing.id };
};

/** A device's line; wait for `connect` or `error`. */
export const openLine = (ingest: Ingest, device: { id: string; token: string }): MqttClient => {
  const client = mqtt.connect(`mqtt://127.0.0.1:${ingest.mqttPort}`, {
    clientId: device.id,
    username: device.id,
    password: device.token,
    reconnectPeriod: 0,
    connectTimeout: 5_000,
  });
  client.on("error", () => undefined);
  return client;
};

export const connect = async (ingest: Ingest, device: { id: string; token: string }): Promise<MqttClient> => {
  const client = openLine(ingest, device);
  await new Promise<void>((resolve) => client.once("connect", () => resolve()));
  return client;
};

/** Resolves with the code with which the broker refused; 0 when it took the line. */
export const refusalOf = (client: MqttClient): Promise<number> =>
  new Promise((resolve) => {
    client.once("connect", () => resolve(0));
    client.once("error", (error) => resolve(Number((error as { code?: number }).code ?? -1)));
    client.once("close", () => resolve(-1));
  });

/** Resolves when the line is cut. */
export const closed = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => client.once("close", () => resolve()));

/** What a gauge says of its level, at a city time. */
export const levelAt = (at: number, level: number): string =>
  JSON.stringify({ at: new Date(at).toISOString(), v: { level } });

/** Sends one message and waits for its acknowledgement. */
export const say = (client: MqttClient, device: { id: string }, payload: string | Buffer): Promise<unknown> =>
  client.publishAsync(`up/${device.id}`, payload, { qos: 1 });

export const minuteMs = 60_000;

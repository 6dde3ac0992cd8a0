import { randomUUID } from "node:crypto";
import type { MqttClient } from "mqtt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { administrator, officer } from "../testing/actors.ts";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { addManhole, connect, openLine, openTestIngest, refusalOf, type TestDevice } from "../testing/test-ingest.ts";
import type { Ingest } from "./ingest.ts";

let city: TestCity;
let ingest: Ingest;
let device: TestDevice;
const keeper = administrator({ permissions: ["channels.manage", "notices.recover", "cases.read"] });
const name = { zh: "东门信息屏", en: "East gate screen" };

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  ingest = await openTestIngest(city);
});
afterAll(async () => {
  await ingest.close();
  await city.close();
});
beforeEach(async () => {
  device = await addManhole(city);
  await ingest.refresh();
});

const topicOf = ({ id }: { id: string }): string => `notices/${id}`;
const setChannel = async (to: string, more: object = {}) => {
  const tells = { types: ["told-to-nobody"], departments: [], areaPath: "", urgentOnly: false };
  const channel = { kind: "device", name, enabled: true, settings: { device: to, retain: true }, tells, ...more };
  const { status, body } = await city.call(keeper, "POST", "/api/v1/channels", channel);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id as string;
};
const tryOut = async (id: string) => (await city.call(keeper, "POST", `/api/v1/channels/${id}/test`, {})).body;
const listen = async (client: MqttClient, topic: string, qos: 0 | 1 = 1) => {
  const heard: { id: string; data: { text: { zh: string; en: string } }; retained: boolean }[] = [];
  client.on("message", (_, payload, packet) =>
    heard.push({ ...JSON.parse(payload.toString()), retained: packet.retain }),
  );
  await client.subscribeAsync(topic, { qos });
  return { heard };
};

describe("a display on the city's own broker", () => {
  test("is told in both languages, and told counts when its own acknowledgement came", async () => {
    const id = await setChannel(device.id);
    const line = await connect(ingest, device);
    const { heard } = await listen(line, topicOf(device));
    expect(await tryOut(id)).toMatchObject({ sent: true });
    expect(heard[0]).toMatchObject({ data: { text: { zh: "这是一条测试通知。", en: "This is a test notice." } } });
    await line.endAsync(true);
  });

  test.each([
    ["is away", "The device is not connected.", undefined],
    ["does not listen", "The device is connected and does not subscribe to its notices.", "cmd"],
    [
      "listens without acknowledging",
      "The device subscribes with QoS 0 and can't acknowledge; it has to use QoS 1.",
      0,
    ],
  ] as const)("that %s is said so in words", async (_, words, how) => {
    const id = await setChannel(device.id);
    const line = how === undefined ? undefined : await connect(ingest, device);
    if (line !== undefined) await listen(line, how === "cmd" ? `cmd/${device.id}` : topicOf(device), how === 0 ? 0 : 1);
    expect(await tryOut(id)).toMatchObject({ sent: false, words: { en: words } });
    await line?.endAsync(true);
  });

  test("that was never registered is unknown, and a setting that is no device is refused with its place", async () => {
    expect(await tryOut(await setChannel(randomUUID()))).toMatchObject({
      words: { en: "No such device is registered, or it was retired." },
    });
    const settings = { device: "the one by the gate", retain: false };
    const refused = await city.call(keeper, "POST", "/api/v1/channels", {
      kind: "device",
      name,
      enabled: true,
      settings,
    });
    expect(refused.body).toMatchObject({ code: "channel.invalid", faults: [{ path: "settings.device" }] });
  });

  test("that takes a message and never acknowledges has not been told", async () => {
    const id = await setChannel(device.id);
    const line = openLine(ingest, device);
    await new Promise<void>((resolve) => line.once("connect", () => resolve()));
    // It reads the message and holds its acknowledgement back.
    line.handleMessage = () => undefined;
    await listen(line, topicOf(device));
    expect(await tryOut(id)).toMatchObject({ words: { en: "The device did not acknowledge in time." } });
    await line.endAsync(true);
  });

  test("gets the kept notice when it comes back; another device may not listen in", async () => {
    const id = await setChannel(device.id);
    await tryOut(id);
    const line = await connect(ingest, device);
    const { heard } = await listen(line, topicOf(device));
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]?.retained).toBe(true);
    const other = await addManhole(city);
    await ingest.refresh();
    const stranger = openLine(ingest, other);
    expect(await refusalOf(stranger)).toBe(0);
    await expect(listen(stranger, topicOf(device))).rejects.toThrow("Subscribe error");
    await Promise.all([line.endAsync(true), stranger.endAsync(true)]);
  });

  test("is told of a case over the outbox: tried again until it acknowledges, with one receipt", async () => {
    await setChannel(device.id, {
      tells: { types: ["case-to-file"], departments: [], areaPath: "", urgentOnly: false },
      retry: { limit: 3, delaySeconds: 1 },
    });
    const said = { category: "storm-tide", position: [112.35, 28.85], text: "水漫上来了" };
    await city.call(officer(), "POST", "/api/v1/reports", said);
    await city.workOff();
    const receipts = async () => {
      const { rows } = await city.database.pool.query("SELECT state, tries FROM deliveries WHERE channel = 'group'");
      return rows;
    };
    expect(await receipts()).toMatchObject([{ state: "queued", tries: 1 }]);
    const line = await connect(ingest, device);
    const { heard } = await listen(line, topicOf(device));
    const delivered = async () => {
      await city.workOff();
      return receipts();
    };
    await expect.poll(delivered, { timeout: 15_000, interval: 500 }).toMatchObject([{ state: "delivered", tries: 2 }]);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
    await line.endAsync(true);
  });
});

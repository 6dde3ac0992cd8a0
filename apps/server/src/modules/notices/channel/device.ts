import type { Label } from "@chengyun/kernel";
import { z } from "zod";
import type { DeviceNoticeAnswer } from "../../../platform/ingest-link.ts";
import { Undelivered } from "../../../platform/outgoing.ts";
import { defineAdapter } from "./model.ts";
import { toBody } from "./mqtt.ts";

const Settings = z.strictObject({
  /** A registered device of the city: a display, a sounder. */
  device: z.uuid(),
  /** Whether the broker keeps the last notice for whenever the device comes back. */
  retain: z.boolean(),
});

const failures: Readonly<Record<Exclude<DeviceNoticeAnswer, "acknowledged">, Label>> = {
  unknown: { zh: "没有登记这台设备，或已停用。", en: "No such device is registered, or it was retired." },
  away: { zh: "设备未连接。", en: "The device is not connected." },
  deaf: {
    zh: "设备已连接，但没有订阅通知主题。",
    en: "The device is connected and does not subscribe to its notices.",
  },
  unacknowledging: {
    zh: "设备以 QoS 0 订阅，不会确认；请改用 QoS 1。",
    en: "The device subscribes with QoS 0 and can't acknowledge; it has to use QoS 1.",
  },
  silent: { zh: "设备在规定时间内没有确认。", en: "The device did not acknowledge in time." },
};
const ingestAway: Label = { zh: "接入服务暂时不在。", en: "The intake of devices is away at the moment." };

/** Tells one display or sounder over the city's own broker: topic `notices/<device>`, delivered when its PUBACK comes. */
export const deviceLine = defineAdapter<z.infer<typeof Settings>>({
  kind: "device",
  to: "group",
  settings: Settings,
  secrets: () => [],
  send: async ({ device, retain }, message, { notify }) => {
    const answer = await notify({ device, retain, payload: toBody(message) });
    if (answer === "acknowledged") return { state: "delivered" };
    throw new Undelivered(answer === undefined ? ingestAway : failures[answer], { detail: `notices/${device}` });
  },
});

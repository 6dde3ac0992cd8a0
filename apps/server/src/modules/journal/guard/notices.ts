import { defineNotice, type NoticePlace } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";

const say = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

const position = {
  kind: "text",
  name: { zh: "日志位置", en: "Position in the journal" },
  sample: "1042",
} as const satisfies NoticePlace;

/** Tampering and what was done about it: for whoever runs the platform, at once. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "journal-tampered",
      on: "journal.tampered",
      name: { zh: "日志被篡改", en: "The journal was tampered with" },
      text: {
        zh: "日志自位置 {from} 起被篡改，已停止受理指令；查看、感知与报警照常",
        en: "The journal was tampered with from position {from} on; commands are stopped, reading, sensing and alarms go on",
      },
      places: { from: position },
      to: { permission: "journal.guard" },
    }),
    values: async (_, { changes }) => ({ from: say(changes["from"]) }),
  },
  {
    type: defineNotice({
      id: "journal-glass-broken",
      on: "journal.glass-broken",
      name: { zh: "日志存疑仍放行指令", en: "Commands let through in spite of the journal" },
      text: {
        zh: "日志存疑期间已应急放行指令。理由：{reason}",
        en: "Commands are let through although the journal was tampered with. Reason: {reason}",
      },
      places: { reason: { kind: "text", name: { zh: "理由", en: "Reason" }, sample: "防汛抢险不能等" } },
      to: { permission: "journal.guard" },
    }),
    values: async (_, { changes }) => ({ reason: say(changes["reason"]) }),
  },
];

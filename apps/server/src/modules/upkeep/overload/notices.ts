import { defineNotice } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { shortText } from "./service.ts";

const countOf = (changes: Readonly<Record<string, unknown>>, name: string): string => String(changes[name] ?? 0);

/** The alarm about ourselves, and its end: for whoever looks after the platform, before anybody is refused. */
export const notices: readonly ModuleNotice[] = [
  {
    type: defineNotice({
      id: "platform-overloaded",
      on: "platform.overloaded",
      name: { zh: "平台过载", en: "The platform is overloaded" },
      text: {
        zh: "平台过载：{short}；次要工作开始让路，已确认的读数不丢",
        en: "The platform is overloaded: {short}; lesser work gives way now, nothing acknowledged is lost",
      },
      places: {
        short: {
          kind: "label",
          name: { zh: "短缺", en: "What is short" },
          sample: shortText("queue"),
        },
      },
      to: { permission: "health.read" },
    }),
    values: async (_, { changes }) => ({ short: shortText(changes["short"]) }),
  },
  {
    type: defineNotice({
      id: "platform-relieved",
      on: "platform.relieved",
      name: { zh: "平台过载已解除", en: "The platform's overload is over" },
      text: {
        zh: "平台过载已解除：期间请设备重发 {refused} 条，断开 {cut} 条连接，暂缓 {givenWay} 项次要工作",
        en: "The platform's overload is over: {refused} messages were told to come again, {cut} lines cut, {givenWay} lesser works put off",
      },
      places: {
        refused: { kind: "text", name: { zh: "请重发", en: "Told to come again" }, sample: "1200" },
        cut: { kind: "text", name: { zh: "断开", en: "Lines cut" }, sample: "3" },
        givenWay: { kind: "text", name: { zh: "暂缓", en: "Put off" }, sample: "17" },
      },
      to: { permission: "health.read" },
    }),
    values: async (_, { changes }) => ({
      refused: countOf(changes, "refused"),
      cut: countOf(changes, "cut"),
      givenWay: countOf(changes, "givenWay"),
    }),
  },
];

import { defineNotice, type Label } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";
import { findDelivery } from "./store.ts";

const name = (zh: string, en: string): Label => ({ zh, en });

/** What quiet hours held back, in one message. */
export const digestType = defineNotice({
  id: "notice-digest",
  on: "delivery.gathered",
  inner: true,
  name: name("免打扰汇总", "Digest after quiet hours"),
  text: name("免打扰期间有{count}条通知，请查看", "{count} notices came in your quiet hours"),
  long: name("免打扰期间有{count}条通知：\n{list}", "{count} notices came in your quiet hours:\n{list}"),
  places: {
    count: { kind: "number", name: name("条数", "Count"), sample: 2 },
    list: {
      kind: "label",
      name: name("清单", "List"),
      sample: name("· 案卷待接收\n· 案卷超期", "· To accept\n· Late"),
    },
  },
  to: "departments",
});

const wayNames = {
  email: name("邮件", "e-mail"),
  sms: name("短信", "SMS"),
  group: name("群通道", "a group's channel"),
  "in-app": name("站内", "the screen"),
} as const;

const givenUpType = defineNotice({
  id: "delivery-given-up",
  on: "delivery.given-up",
  screenOnly: true,
  name: name("通知未送达", "A notice was not delivered"),
  text: name("通知未送达（{way}），请处理：{text}", "A notice was not delivered by {way}, please see to it: {text}"),
  places: {
    way: { kind: "label", name: name("方式", "Way"), sample: wayNames.sms },
    text: { kind: "label", name: name("通知", "Notice"), sample: name("案卷已超期", "The case is late") },
  },
  to: { permission: "deliveries.retry" },
});

/** What is told about telling. */
export const notices: readonly ModuleNotice[] = [
  { type: digestType, values: async () => ({}) },
  {
    type: givenUpType,
    values: async (ctx, entry) => {
      const found = await findDelivery(ctx.db, entry.subject.id);
      return found === undefined ? {} : { way: wayNames[found.way], text: found.text.short };
    },
  },
];

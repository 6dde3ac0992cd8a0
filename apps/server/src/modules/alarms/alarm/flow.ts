import { defineFlow } from "@chengyun/kernel";

/** An alarm lives by its rule; people only say that they have seen it. */
export const alarmFlow = defineFlow({
  id: "alarm",
  kind: "alarm",
  plural: "alarms",
  version: 1,
  name: { zh: "报警", en: "Alarm" },
  scope: "area",
  stages: {
    raised: { name: { zh: "未确认", en: "Raised" } },
    acknowledged: { name: { zh: "已确认", en: "Acknowledged" } },
    cleared: { name: { zh: "已解除", en: "Cleared" }, end: true },
  },
  facts: {
    comment: { id: "comment", name: { zh: "说明", en: "Comment" }, kind: "text", longest: 500 },
  },
  moves: {
    raise: {
      name: { zh: "报警", en: "Raise" },
      from: "new",
      to: "raised",
      by: "alarms.raise",
      records: "raised",
      byMachine: "only",
    },
    step: {
      name: { zh: "级别变化", en: "Step" },
      from: ["raised", "acknowledged"],
      by: "alarms.raise",
      records: "stepped",
      byMachine: "only",
      quiet: true,
    },
    "move-start": {
      name: { zh: "更正起始时间", en: "Move the start" },
      from: ["raised", "acknowledged"],
      by: "alarms.raise",
      records: "start-moved",
      byMachine: "only",
      quiet: true,
    },
    acknowledge: {
      name: { zh: "确认报警", en: "Acknowledge alarm" },
      from: "raised",
      to: "acknowledged",
      by: "alarms.acknowledge",
      records: "acknowledged",
      takes: ["comment"],
    },
    clear: {
      name: { zh: "解除", en: "Clear" },
      from: ["raised", "acknowledged"],
      to: "cleared",
      by: "alarms.raise",
      records: "cleared",
      byMachine: "only",
    },
  },
});

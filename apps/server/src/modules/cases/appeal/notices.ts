import { defineNotice } from "@chengyun/kernel";
import type { ModuleNotice } from "../../../platform/module.ts";

/** What was decided on an appeal, told to the department that made it. */
export const notices: readonly ModuleNotice[] = (
  [
    [
      "appeal-granted",
      "appeal.granted",
      "申诉已批准，本案卷不计入统计",
      "Appeal granted: the case is left out of the figures",
    ],
    ["appeal-refused", "appeal.refused", "申诉未批准", "Appeal refused"],
    ["appeal-refused-finally", "appeal.refused-finally", "申诉复核未批准", "Appeal refused for good"],
  ] as const
).map(([id, on, zh, en]) => ({
  type: defineNotice({ id, on, text: { zh, en }, to: "departments" }),
  values: async () => ({}),
}));

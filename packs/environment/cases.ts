import { defineCase, hours, urgentHours } from "@chengyun/kernel";

export const riverPollution = defineCase({
  id: "river-pollution",
  name: { zh: "河流水质异常", en: "River polluted" },
  words: { zh: ["河水臭", "黑水", "污水", "死鱼"], en: ["smelly river", "black water", "dead fish"] },
  flow: "city-case",
  handledBy: "environment",
  clocks: { dispose: urgentHours(8) },
  files: {
    zh: "断面氨氮超过Ⅴ类限值 2.0 mg/L 或溶解氧低于 2 mg/L，经复测属实",
    en: "ammonia above class V (2.0 mg/L) or oxygen below 2 mg/L at a section, confirmed by a second sample",
  },
  closes: {
    zh: "污染源切断，断面水质恢复到目标类别",
    en: "the source cut off and the section back in its target class",
  },
  waives: ["photos"],
  joins: { same: "thing", for: hours(48) },
});

import { defineCase, hours, metres, urgentHours } from "@chengyun/kernel";

export const gasLeak = defineCase({
  id: "gas-leak",
  name: { zh: "燃气泄漏", en: "Gas leak" },
  words: { zh: ["煤气", "漏气", "煤气味", "天然气", "煤气泄漏"], en: ["gas smell", "smell of gas"] },
  flow: "city-case",
  handledBy: "gas-supply",
  clocks: { file: urgentHours(1), dispose: urgentHours(2) },
  files: {
    zh: "井内甲烷浓度超过爆炸下限的 10% 持续 3 分钟",
    en: "methane above 10 % of the lower explosive limit for 3 minutes",
  },
  closes: { zh: "漏点修复，井内浓度归零", en: "the leak mended, no methane left in the manholes" },
  waives: ["photos"],
  joins: { within: metres(200), for: hours(12) },
});

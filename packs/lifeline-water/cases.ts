import { defineCase, hours, metres, urgentHours } from "@chengyun/kernel";

export const lowPressure = defineCase({
  id: "water-main-burst",
  name: { zh: "供水管网失压、爆管", en: "Water main burst or without pressure" },
  words: {
    zh: ["停水", "没水", "水管爆", "爆管", "水压低", "漏水"],
    en: ["no water", "burst pipe", "water leak", "low pressure"],
  },
  flow: "city-case",
  handledBy: "water-supply",
  clocks: { dispose: urgentHours(8) },
  files: {
    zh: "测压点压力低于最低服务压力持续 5 分钟",
    en: "pressure below the lowest service pressure for 5 minutes",
  },
  closes: { zh: "漏点修复，压力恢复", en: "the leak mended and pressure back" },
  waives: ["photos"],
  joins: { within: metres(500), for: hours(12) },
});

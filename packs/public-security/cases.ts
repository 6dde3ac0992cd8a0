import { defineCase, hours, metres, urgentHours } from "@chengyun/kernel";

export const crowding = defineCase({
  id: "crowd-crush-risk",
  name: { zh: "人群聚集风险", en: "Dangerous crowding" },
  words: { zh: ["人多", "拥挤", "踩踏"], en: ["crowd", "crush", "too many people"] },
  flow: "city-case",
  handledBy: "public-security",
  clocks: { file: urgentHours(1), dispose: urgentHours(1) },
  files: {
    zh: "密集场所人群密度超过 3.5 人/m² 持续 3 分钟，或现场发现拥挤踩踏征兆",
    en: "more than 3.5 people on a square metre for 3 minutes, or signs of a crush seen on site",
  },
  closes: { zh: "人群疏散，密度降至 2 人/m² 以下", en: "the crowd led away, fewer than 2 people on a square metre" },
  waives: ["photos"],
  joins: { within: metres(300), for: hours(3) },
});

import { defineCase, hours, metres, urgentHours, workDays } from "@chengyun/kernel";

const flow = "city-case";
const handledBy = "lighting";

/** Lamps of one street that fail in one night are one job for one crew. */
export const lampOut = defineCase({
  id: "lamp-out",
  name: { zh: "路灯不亮", en: "Street lamp out" },
  words: {
    zh: ["灯", "灯不亮", "灯坏了", "路灯坏", "街灯"],
    en: ["lamp", "light out", "broken light", "street light"],
  },
  flow,
  handledBy,
  // Who calls says "street light": the class knows one dark lamp and its two days, too.
  narrows: { of: "part", code: "0137" },
  clocks: { dispose: workDays(2) },
  files: { zh: "路灯应亮未亮持续 15 分钟", en: "a lamp switched on and dark for 15 minutes" },
  closes: { zh: "路灯恢复照明", en: "the lamp is lit again" },
  joins: { within: metres(60), for: hours(24) },
});

export const streetDark = defineCase({
  id: "street-dark",
  name: { zh: "路灯成片熄灭", en: "A street in the dark" },
  words: { zh: ["停电", "整条路没灯", "路灯全灭", "灯"], en: ["dark street", "all lamps out", "power cut"] },
  flow,
  handledBy,
  clocks: { dispose: urgentHours(4) },
  files: { zh: "控制箱跳闸或失电，所带路灯全部熄灭", en: "a cabinet tripped or without supply, all its lamps dark" },
  closes: { zh: "控制箱恢复供电，所带路灯恢复照明", en: "the cabinet is fed again and its lamps are lit" },
  waives: ["photos"],
  joins: { same: "thing", for: hours(12) },
});

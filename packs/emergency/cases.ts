import { defineCase, hours, metres, urgentHours } from "@chengyun/kernel";

const flow = "city-case";

/** Release, fire or explosion of dangerous goods, in a plant or on the road. */
export const chemicalAccident = defineCase({
  id: "chemical-accident",
  name: { zh: "危险化学品事故", en: "Hazardous chemicals" },
  words: { zh: ["化学品泄漏", "槽罐车", "刺鼻气味"], en: ["chemical leak", "tanker", "strong smell"] },
  flow,
  handledBy: "work-safety",
  clocks: { dispose: urgentHours(2) },
  files: {
    zh: "现场确认危险化学品泄漏、燃烧或爆炸",
    en: "a release, fire or explosion of dangerous goods seen on site",
  },
  closes: { zh: "泄漏止住，监测达标，现场移交", en: "stopped, measured safe, the place handed over" },
  joins: { within: metres(500), for: hours(12) },
});

/** What a typhoon does: trees, roofs, cranes, flooding, power. */
export const typhoonHarm = defineCase({
  id: "typhoon-harm",
  name: { zh: "台风灾害", en: "Harm by a typhoon" },
  words: { zh: ["台风", "大风", "树倒"], en: ["typhoon", "storm", "fallen tree"] },
  flow,
  handledBy: "flood",
  clocks: { dispose: urgentHours(4) },
  files: { zh: "台风影响范围内的灾情或险情", en: "harm or danger within reach of a typhoon" },
  closes: { zh: "险情排除，人员安全", en: "danger gone, people safe" },
  joins: { within: metres(300), for: hours(24) },
});

export const cases = [chemicalAccident, typhoonHarm];

import {
  defineCase,
  defineDevice,
  defineRule,
  defineThing,
  hours,
  metres,
  minutes,
  stream,
  urgentHours,
  workHours,
} from "@chengyun/kernel";
import { decodeAshtray } from "./codecs.ts";

export const fill = stream({
  id: "ashtray-fill",
  name: { zh: "满溢度", en: "Fill" },
  unit: "%",
  range: [0, 100],
  every: minutes(30),
});

export const tilt = stream({
  id: "ashtray-tilt",
  name: { zh: "倾角", en: "Tilt" },
  unit: "°",
  range: [0, 180],
  every: minutes(30),
});

/** Metres from where it was set up: its tracker knows that place. */
export const moved = stream({
  id: "ashtray-moved",
  name: { zh: "离位距离", en: "Distance from its place" },
  unit: "m",
  range: [0, 50_000],
  every: minutes(30),
});

export const longitude = stream({
  id: "longitude",
  name: { zh: "经度", en: "Longitude" },
  unit: "°",
  range: [-180, 180],
  digits: 5,
});
export const latitude = stream({
  id: "latitude",
  name: { zh: "纬度", en: "Latitude" },
  unit: "°",
  range: [-90, 90],
  digits: 5,
});

export const ashtray = defineThing({
  id: "smart-ashtray",
  name: { zh: "智能烟蒂柱", en: "Smart ashtray" },
  glyph: "dot",
  attributes: { volumeL: { name: { zh: "容积", en: "Volume" }, kind: "number", unit: "L" } },
  streams: [fill, tilt, moved, longitude, latitude],
});

export const ashtraySensor = defineDevice({
  id: "ashtray-sensor",
  name: { zh: "烟蒂柱传感器", en: "Ashtray sensor" },
  serves: ashtray,
  decode: decodeAshtray,
});

const flow = "city-case";
const handledBy = "sanitation";

/** Full ones of one street are emptied in one round. */
export const ashtrayFull = defineCase({
  id: "ashtray-cleaning",
  name: { zh: "烟蒂柱清掏", en: "Ashtray to be emptied" },
  words: { zh: ["烟头", "烟灰缸", "烟蒂"], en: ["cigarette ends", "ashtray"] },
  flow,
  handledBy,
  clocks: { dispose: workHours(8) },
  files: { zh: "满溢度超过 85% 持续 30 分钟", en: "more than 85 % full for 30 minutes" },
  closes: { zh: "清掏完毕，满溢度归零", en: "emptied" },
  waives: ["photos"],
  joins: { within: metres(150), for: hours(8) },
});

export const ashtrayStolen = defineCase({
  id: "ashtray-stolen",
  name: { zh: "烟蒂柱被盗移", en: "Ashtray carried off" },
  words: { zh: ["烟灰缸", "烟蒂柱没了"], en: ["ashtray"] },
  flow,
  handledBy,
  clocks: { dispose: urgentHours(12) },
  files: { zh: "离开安装位置 30 m 以上", en: "more than 30 m from where it was set up" },
  closes: { zh: "找回并复位，或确认丢失并补装", en: "found and put back, or known to be lost and replaced" },
  joins: { same: "thing", for: hours(24) },
});

export const full = defineRule({
  id: "ashtray-full",
  name: { zh: "烟蒂柱满溢", en: "Ashtray is full" },
  on: fill,
  raise: { blue: { above: 85 }, for: minutes(30), clear: { below: 40 } },
  reports: ashtrayFull,
});

/** 30 m: satellites are that far off between houses. Two minutes, not one fix. */
export const carriedOff = defineRule({
  id: "ashtray-carried-off",
  name: { zh: "烟蒂柱离位", en: "Ashtray is being carried off" },
  on: moved,
  raise: { orange: { above: 30 }, red: { above: 300 }, for: minutes(2), clear: { below: 15, for: minutes(10) } },
  reports: ashtrayStolen,
});

/** Knocked over: whoever passes sets it up again, so no case. */
export const knockedOver = defineRule({
  id: "ashtray-knocked-over",
  name: { zh: "烟蒂柱倾倒", en: "Ashtray knocked over" },
  on: tilt,
  raise: { blue: { above: 50 }, for: minutes(20), clear: { below: 30 } },
});

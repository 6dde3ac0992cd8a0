import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";
import { decodeManholeGauge } from "./codecs.ts";

export const level = stream({
  id: "level",
  name: { zh: "液位", en: "Water level" },
  unit: "cm",
  range: [0, 1_000],
  every: minutes(5),
});

export const lid = stream({
  id: "lid",
  name: { zh: "井盖", en: "Lid" },
  states: { closed: { zh: "关闭", en: "closed" }, open: { zh: "开启", en: "open" } },
});

export const forebay = stream({
  id: "forebay-level",
  name: { zh: "前池水位", en: "Forebay level" },
  unit: "cm",
  range: [0, 1_500],
  every: minutes(5),
});

export const pumps = stream({
  id: "pumps",
  name: { zh: "水泵状态", en: "Pumps" },
  states: {
    stopped: { zh: "停机", en: "stopped" },
    running: { zh: "运行", en: "running" },
    fault: { zh: "故障", en: "fault" },
  },
});

export const rain = stream({
  id: "rain",
  name: { zh: "雨强", en: "Rain" },
  unit: "mm/h",
  range: [0, 300],
  every: minutes(5),
  digits: 1,
});

export const depth = stream({
  id: "depth",
  name: { zh: "积水深度", en: "Depth of water" },
  unit: "cm",
  range: [0, 300],
  every: minutes(5),
});

export const manhole = defineThing({
  id: "manhole",
  name: { zh: "雨水井", en: "Storm manhole" },
  code: "0103",
  glyph: "cover",
  attributes: {
    lipCm: { name: { zh: "井深(井底至井口)", en: "Lip height" }, kind: "number", unit: "cm" },
    invertCm: { name: { zh: "井底高程(1985 国家高程基准)", en: "Height of the bottom" }, kind: "number", unit: "cm" },
  },
  streams: [level, lid],
});

export const pumpStation = defineThing({
  id: "pump-station",
  name: { zh: "雨水泵站", en: "Storm pump station" },
  glyph: "pump",
  attributes: {
    warningCm: { name: { zh: "前池警戒水位", en: "Forebay warning level" }, kind: "number", unit: "cm" },
    capacityM3PerHour: { name: { zh: "设计流量", en: "Design capacity" }, kind: "number", unit: "m³/h" },
    invertCm: { name: { zh: "前池底高程", en: "Height of the forebay's bottom" }, kind: "number", unit: "cm" },
  },
  streams: [forebay, pumps],
});

export const rainGauge = defineThing({
  id: "rain-gauge",
  name: { zh: "雨量站", en: "Rain gauge" },
  glyph: "rain",
  streams: [rain],
});

export const waterloggingPoint = defineThing({
  id: "waterlogging-point",
  name: { zh: "易涝点", en: "Waterlogging point" },
  glyph: "wave",
  streams: [depth],
});

const invertCm = {
  name: { zh: "井底高程(1985 国家高程基准)", en: "Height of the bottom" },
  kind: "number",
  unit: "cm",
} as const;

export const stormOutfall = defineThing({
  id: "storm-outfall",
  name: { zh: "雨水排口", en: "Storm outfall" },
  glyph: "wave",
  attributes: { invertCm },
  streams: [],
});

export const sewageManhole = defineThing({
  id: "sewage-manhole",
  name: { zh: "污水井", en: "Sewage manhole" },
  code: "0102",
  glyph: "cover",
  attributes: {
    lipCm: { name: { zh: "井深(井底至井口)", en: "Lip height" }, kind: "number", unit: "cm" },
    invertCm,
  },
  streams: [],
});

export const sewagePumpStation = defineThing({
  id: "sewage-pump-station",
  name: { zh: "污水提升泵站", en: "Sewage lift station" },
  glyph: "pump",
  attributes: {
    warningCm: { name: { zh: "前池警戒水位", en: "Forebay warning level" }, kind: "number", unit: "cm" },
    capacityM3PerHour: { name: { zh: "设计流量", en: "Design capacity" }, kind: "number", unit: "m³/h" },
    invertCm,
  },
  streams: [],
});

const pipeAttributes = {
  diameterMm: { name: { zh: "管径", en: "Diameter" }, unit: "mm" },
  lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
} as const;

export const sewerPipe = defineLink({
  id: "sewer-pipe",
  name: { zh: "污水管", en: "Sewer" },
  attributes: pipeAttributes,
});

/** Under pressure from a pump: the only pipe that may rise. */
export const forceMain = defineLink({
  id: "force-main",
  name: { zh: "压力管", en: "Force main" },
  attributes: pipeAttributes,
});

export const stormPipe = defineLink({
  id: "storm-pipe",
  name: { zh: "雨水管", en: "Storm drain" },
  attributes: {
    diameterMm: { name: { zh: "管径", en: "Diameter" }, unit: "mm" },
    lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
  },
});

export const manholeGauge = defineDevice({
  id: "manhole-gauge",
  name: { zh: "窨井液位计", en: "Manhole level gauge" },
  serves: manhole,
  decode: decodeManholeGauge,
});

export const pumpController = defineDevice({
  id: "pump-controller",
  name: { zh: "泵站控制器", en: "Pump controller" },
  serves: pumpStation,
});

export const tippingBucket = defineDevice({
  id: "tipping-bucket",
  name: { zh: "翻斗雨量计", en: "Tipping-bucket gauge" },
  serves: rainGauge,
});

export const waterGauge = defineDevice({
  id: "road-water-gauge",
  name: { zh: "电子水尺", en: "Electronic water gauge" },
  serves: waterloggingPoint,
});

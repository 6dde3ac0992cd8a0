import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";

export const pressure = stream({
  id: "pressure",
  name: { zh: "管网压力", en: "Pressure" },
  unit: "kPa",
  range: [0, 1_600],
  every: minutes(5),
});

export const flow = stream({
  id: "water-flow",
  name: { zh: "瞬时流量", en: "Flow" },
  unit: "m³/h",
  range: [-5_000, 5_000],
  every: minutes(15),
  digits: 1,
});

const diameterMm = { name: { zh: "管径", en: "Diameter" }, kind: "number", unit: "mm" } as const;

export const waterPlant = defineThing({
  id: "water-plant",
  name: { zh: "自来水厂", en: "Waterworks" },
  glyph: "building",
  attributes: { capacityM3PerDay: { name: { zh: "设计能力", en: "Capacity" }, kind: "number", unit: "m³/d" } },
  streams: [],
});

export const waterValve = defineThing({
  id: "water-valve",
  name: { zh: "给水阀门井", en: "Water valve" },
  code: "0101",
  glyph: "valve",
  attributes: { diameterMm },
  streams: [],
});

export const hydrant = defineThing({
  id: "hydrant",
  name: { zh: "消火栓", en: "Hydrant" },
  code: "0124",
  glyph: "drop",
  streams: [],
});

/** Below `lowKpa` upper floors stay dry. */
export const pressurePoint = defineThing({
  id: "water-pressure-point",
  name: { zh: "管网测压点", en: "Pressure point" },
  glyph: "drop",
  attributes: { lowKpa: { name: { zh: "最低服务压力", en: "Lowest service pressure" }, kind: "number", unit: "kPa" } },
  streams: [pressure],
});

export const flowMeter = defineThing({
  id: "district-flow-meter",
  name: { zh: "分区流量计", en: "District flow meter" },
  glyph: "dot",
  streams: [flow],
});

/** As the water flows: from the works outwards. */
export const waterPipe = defineLink({
  id: "water-pipe",
  name: { zh: "给水管", en: "Water main" },
  attributes: {
    diameterMm: { name: { zh: "管径", en: "Diameter" }, unit: "mm" },
    lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
  },
});

export const pressureLogger = defineDevice({
  id: "pressure-logger",
  name: { zh: "压力记录仪", en: "Pressure logger" },
  serves: pressurePoint,
});

export const districtMeter = defineDevice({
  id: "district-meter",
  name: { zh: "远传流量计", en: "Telemetered flow meter" },
  serves: flowMeter,
});

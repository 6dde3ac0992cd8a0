import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";

/** Per cent of the lower explosive limit (5 % of methane by volume). */
export const methane = stream({
  id: "methane",
  name: { zh: "甲烷浓度", en: "Methane" },
  unit: "%LEL",
  range: [0, 100],
  every: minutes(5),
  digits: 1,
});

const diameterMm = { name: { zh: "管径", en: "Diameter" }, kind: "number", unit: "mm" } as const;

export const gasGate = defineThing({
  id: "gas-gate",
  name: { zh: "天然气门站", en: "Gas gate station" },
  glyph: "building",
  attributes: { outletKpa: { name: { zh: "出站压力", en: "Outlet pressure" }, kind: "number", unit: "kPa" } },
  streams: [],
});

export const gasRegulator = defineThing({
  id: "gas-regulator",
  name: { zh: "燃气调压箱", en: "Gas regulator" },
  code: "0149",
  glyph: "building",
  streams: [],
});

export const gasValve = defineThing({
  id: "gas-valve",
  name: { zh: "燃气阀门井", en: "Gas valve" },
  code: "0111",
  glyph: "valve",
  attributes: { diameterMm },
  streams: [],
});

export const gasManhole = defineThing({
  id: "gas-manhole",
  name: { zh: "燃气井", en: "Gas manhole" },
  code: "0111",
  glyph: "cover",
  streams: [methane],
});

/** As the gas flows: from the gate station outwards. */
export const gasPipe = defineLink({
  id: "gas-pipe",
  name: { zh: "燃气管", en: "Gas main" },
  attributes: {
    diameterMm: { name: { zh: "管径", en: "Diameter" }, unit: "mm" },
    lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
  },
});

export const methaneProbe = defineDevice({
  id: "methane-probe",
  name: { zh: "甲烷探测器", en: "Methane probe" },
  serves: gasManhole,
});

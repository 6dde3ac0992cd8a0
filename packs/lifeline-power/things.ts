import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";

export const loadCurrent = stream({
  id: "load-current",
  name: { zh: "负荷电流", en: "Load current" },
  unit: "A",
  range: [0, 2_000],
  every: minutes(15),
  digits: 1,
});

export const substation = defineThing({
  id: "substation",
  name: { zh: "变电站", en: "Substation" },
  glyph: "building",
  attributes: { voltageKv: { name: { zh: "电压等级", en: "Voltage" }, kind: "number", unit: "kV" } },
  streams: [],
});

export const ringMainUnit = defineThing({
  id: "ring-main-unit",
  name: { zh: "环网柜", en: "Ring main unit" },
  code: "0128",
  glyph: "building",
  attributes: { ratedA: { name: { zh: "额定电流", en: "Rated current" }, kind: "number", unit: "A" } },
  streams: [loadCurrent],
});

/** From the substation to the unit it feeds. */
export const powerLine = defineLink({
  id: "power-line",
  name: { zh: "配电线路", en: "Power line" },
  attributes: {
    voltageKv: { name: { zh: "电压等级", en: "Voltage" }, unit: "kV" },
    lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
  },
});

export const unitMonitor = defineDevice({
  id: "unit-monitor",
  name: { zh: "环网柜监测终端", en: "Unit monitor" },
  serves: ringMainUnit,
});

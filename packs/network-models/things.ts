import { defineLink, defineThing, minutes, stream } from "@chengyun/kernel";

const elevation = { name: { zh: "高程", en: "Elevation" }, kind: "number", unit: "m" } as const;
const model = { name: { zh: "模型", en: "Model" }, kind: "text" } as const;
const depth = { name: { zh: "最大水深", en: "Greatest depth" }, kind: "number", unit: "m" } as const;

export const tankLevel = stream({
  id: "tank-level",
  name: { zh: "水池水位", en: "Level in the tank" },
  unit: "m",
  range: [0, 100],
  every: minutes(5),
  digits: 2,
});

export const pipeFlow = stream({
  id: "pipe-flow",
  name: { zh: "流量", en: "Flow" },
  unit: "m3/h",
  range: [-20_000, 20_000],
  every: minutes(5),
  digits: 1,
});

export const summerTemperature = stream({
  id: "river-temperature",
  name: { zh: "水温", en: "Water temperature" },
  unit: "Cel",
  range: [-5, 45],
  digits: 2,
});

export const junction = defineThing({
  id: "model-junction",
  name: { zh: "模型节点", en: "Model junction" },
  glyph: "dot",
  attributes: {
    elevationM: elevation,
    demandM3PerHour: { name: { zh: "基本需水量", en: "Base demand" }, kind: "number", unit: "m3/h" },
    depthM: depth,
    model,
  },
  streams: [],
});

export const reservoir = defineThing({
  id: "model-reservoir",
  name: { zh: "模型水源", en: "Model reservoir" },
  glyph: "wave",
  attributes: { headM: { name: { zh: "总水头", en: "Head" }, kind: "number", unit: "m" }, model },
  streams: [],
});

export const tank = defineThing({
  id: "model-tank",
  name: { zh: "模型水池", en: "Model tank" },
  glyph: "building",
  attributes: {
    elevationM: elevation,
    lowestM: { name: { zh: "最低水位", en: "Lowest level" }, kind: "number", unit: "m" },
    highestM: { name: { zh: "最高水位", en: "Highest level" }, kind: "number", unit: "m" },
    diameterM: { name: { zh: "直径", en: "Diameter" }, kind: "number", unit: "m" },
    model,
  },
  streams: [tankLevel],
});

export const flowMeter = defineThing({
  id: "model-meter",
  name: { zh: "流量计", en: "Flow meter" },
  glyph: "drop",
  attributes: { on: { name: { zh: "所测管段", en: "Measures" }, kind: "text" }, model },
  streams: [pipeFlow],
});

export const outfall = defineThing({
  id: "model-outfall",
  name: { zh: "模型排放口", en: "Model outfall" },
  glyph: "wave",
  attributes: { elevationM: elevation, model },
  streams: [],
});

export const storage = defineThing({
  id: "model-storage",
  name: { zh: "模型调蓄池", en: "Model storage" },
  glyph: "building",
  attributes: { elevationM: elevation, depthM: depth, model },
  streams: [],
});

export const riverNode = defineThing({
  id: "river-node",
  name: { zh: "河网节点", en: "River node" },
  glyph: "dot",
  attributes: { model },
  streams: [],
});

export const riverSite = defineThing({
  id: "river-site",
  name: { zh: "水温监测点", en: "River temperature site" },
  glyph: "drop",
  attributes: {
    reach: { name: { zh: "所在河段", en: "Reach" }, kind: "text" },
    ratio: { name: { zh: "河段内位置", en: "Place on the reach" }, kind: "number" },
    upDistM: { name: { zh: "至河口距离", en: "Distance to the outlet" }, kind: "number", unit: "m" },
    elevationM: elevation,
    summerMeanC: { name: { zh: "夏季平均水温", en: "Mean of the summer" }, kind: "number", unit: "Cel" },
  },
  streams: [summerTemperature],
});

const length = { name: { zh: "长度", en: "Length" }, unit: "m" } as const;
const diameter = { name: { zh: "管径", en: "Diameter" }, unit: "mm" } as const;

export const pipe = defineLink({
  id: "model-pipe",
  name: { zh: "模型管段", en: "Model pipe" },
  attributes: {
    lengthM: length,
    diameterMm: diameter,
    roughness: { name: { zh: "粗糙系数", en: "Roughness" } },
  },
});

export const pump = defineLink({ id: "model-pump", name: { zh: "模型水泵", en: "Model pump" } });

export const valve = defineLink({
  id: "model-valve",
  name: { zh: "模型阀门", en: "Model valve" },
  attributes: { diameterMm: diameter },
});

export const conduit = defineLink({
  id: "model-conduit",
  name: { zh: "模型管渠", en: "Model conduit" },
  attributes: { lengthM: length, roughness: { name: { zh: "粗糙系数", en: "Roughness" } } },
});

export const weir = defineLink({ id: "model-weir", name: { zh: "模型堰", en: "Model weir" } });
export const orifice = defineLink({ id: "model-orifice", name: { zh: "模型孔口", en: "Model orifice" } });
export const outlet = defineLink({ id: "model-outlet", name: { zh: "模型出流口", en: "Model outlet" } });

export const reach = defineLink({
  id: "model-reach",
  name: { zh: "河段", en: "Stream reach" },
  attributes: {
    lengthM: length,
    slope: { name: { zh: "比降", en: "Slope" } },
    ownCatchmentKm2: { name: { zh: "区间集水面积", en: "Own catchment" }, unit: "km2" },
    upstreamKm2: { name: { zh: "以上集水面积", en: "Catchment above" }, unit: "km2" },
    reachId: { name: { zh: "河段编号", en: "Reach number" } },
  },
});

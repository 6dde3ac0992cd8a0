import { defineDevice, defineLink, defineThing, minutes, stream } from "@chengyun/kernel";

export const ammonia = stream({
  id: "ammonia",
  name: { zh: "氨氮", en: "Ammonia nitrogen" },
  unit: "mg/L",
  range: [0, 300],
  every: minutes(15),
  digits: 2,
});

export const oxygen = stream({
  id: "dissolved-oxygen",
  name: { zh: "溶解氧", en: "Dissolved oxygen" },
  unit: "mg/L",
  range: [0, 25],
  every: minutes(15),
  digits: 1,
});

export const acidity = stream({
  id: "ph",
  name: { zh: "pH 值", en: "pH" },
  range: [0, 14],
  every: minutes(15),
  digits: 1,
});

export const riverSection = defineThing({
  id: "river-section",
  name: { zh: "水质断面", en: "River section" },
  glyph: "drop",
  attributes: {
    reachKm: { name: { zh: "距河源", en: "Distance from the source" }, kind: "number", unit: "km" },
    targetClass: { name: { zh: "水质目标", en: "Target class" }, kind: "text" },
  },
  streams: [ammonia, oxygen, acidity],
});

/** From section to section, with the water. */
export const riverReach = defineLink({
  id: "river-reach",
  name: { zh: "河段", en: "River reach" },
  attributes: {
    lengthM: { name: { zh: "长度", en: "Length" }, unit: "m" },
    speedMPerS: { name: { zh: "平均流速", en: "Mean speed" }, unit: "m/s" },
  },
});

export const waterQualityStation = defineDevice({
  id: "water-quality-station",
  name: { zh: "水质自动监测站", en: "Water quality station" },
  serves: riverSection,
});

import { defineDevice, defineThing, minutes, stream } from "@chengyun/kernel";

export const density = stream({
  id: "crowd-density",
  name: { zh: "人群密度", en: "Crowd density" },
  unit: "/m²",
  range: [0, 12],
  every: minutes(5),
  digits: 1,
});

export const people = stream({
  id: "people",
  name: { zh: "在场人数", en: "People present" },
  range: [0, 200_000],
  every: minutes(5),
});

export const crowdPoint = defineThing({
  id: "crowd-point",
  name: { zh: "人群密集场所", en: "Crowded place" },
  glyph: "camera",
  attributes: {
    areaM2: { name: { zh: "可站立面积", en: "Standing room" }, kind: "number", unit: "m²" },
    capacity: { name: { zh: "核定容量", en: "Permitted number" }, kind: "number" },
  },
  streams: [density, people],
});

export const crowdCamera = defineDevice({
  id: "crowd-camera",
  name: { zh: "人流密度摄像机", en: "Crowd camera" },
  serves: crowdPoint,
});

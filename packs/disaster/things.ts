import { defineDevice, defineThing, hours, stream } from "@chengyun/kernel";

export const tideLevel = stream({
  id: "tide-level",
  name: { zh: "潮位", en: "Tide level" },
  unit: "cm",
  range: [-500, 1_500],
  every: hours(1),
});

export const tideGauge = defineThing({
  id: "tide-gauge",
  name: { zh: "验潮站", en: "Tide gauge" },
  glyph: "wave",
  attributes: {
    warningLevelCm: { name: { zh: "警戒潮位", en: "Warning level" }, kind: "number", unit: "cm" },
    stationCode: { name: { zh: "站码", en: "Station code" }, kind: "text" },
    replayRun: { name: { zh: "回放场次", en: "Replay run" }, kind: "text" },
    replayOffsetMs: { name: { zh: "回放时移(显示时间减原始时间)", en: "Replay shift" }, kind: "number", unit: "ms" },
  },
  streams: [tideLevel],
});

export const tideRecorder = defineDevice({
  id: "tide-recorder",
  name: { zh: "验潮仪", en: "Tide recorder" },
  serves: tideGauge,
});

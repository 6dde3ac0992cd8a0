import { defineRisk, minutes } from "@chengyun/kernel";
import { depth, waterloggingPoint } from "./things.ts";

/**
 * A place that floods, by the water that stands there now: 15, 27 and 40 cm are where walking, driving and staying end
 * (the levels of `road-flooding`). Without a reading of the last half hour it counts as just wet.
 */
export const waterloggingRisk = defineRisk({
  id: "waterlogging-risk",
  name: { zh: "道路积水内涝", en: "Waterlogged roads" },
  of: waterloggingPoint,
  inputs: {
    depth: { from: "reading", stream: depth, notOlder: minutes(30), name: depth.name, unit: "cm", otherwise: 5 },
    alarms: { from: "alarms", name: { zh: "最严重报警", en: "Gravest alarm" }, otherwise: 0 },
    controls: { from: "controls", name: { zh: "管控措施", en: "Controls" }, otherwise: 0 },
  },
  factors: {
    water: { name: { zh: "积水深度", en: "Depth of water" }, text: "depth" },
    alarm: { name: { zh: "报警加重", en: "Alarm" }, text: "1.0 + 0.1 * alarms" },
    control: { name: { zh: "管控", en: "Controls" }, text: "controls >= 2.0 ? 0.9 : 1.0" },
  },
  score: "water * alarm * control",
  from: { red: 40, orange: 27, yellow: 15 },
});

import { definePack } from "@chengyun/kernel";
import { blockage, lidOff, pumpFailure, waterlogging } from "./cases.ts";
import { waterloggingIncident, waterloggingPlan } from "./plans.ts";
import { waterloggingRisk } from "./risks.ts";
import { backingUp, forebayHigh, gaugeSilent, lidOpen, pumpFault, rainSilent, roadFlooding } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import {
  depth,
  forceMain,
  level,
  manhole,
  manholeGauge,
  pumpController,
  pumpStation,
  rain,
  rainGauge,
  sewageManhole,
  sewagePumpStation,
  sewerPipe,
  stormOutfall,
  stormPipe,
  tippingBucket,
  waterGauge,
  waterloggingPoint,
} from "./things.ts";

export const drainage = definePack({
  id: "lifeline-drainage",
  name: { zh: "城市排水", en: "Urban drainage" },
  standards: ["GB 50014-2021", "GB/T 30428.2", "GB/T 30428.8"],
  things: [manhole, pumpStation, rainGauge, waterloggingPoint, stormOutfall, sewageManhole, sewagePumpStation],
  links: [stormPipe, sewerPipe, forceMain],
  devices: [manholeGauge, pumpController, tippingBucket, waterGauge],
  rules: [backingUp, roadFlooding, lidOpen, pumpFault, forebayHigh, gaugeSilent, rainSilent],
  risks: [waterloggingRisk],
  cases: [blockage, waterlogging, lidOff, pumpFailure],
  incidents: [waterloggingIncident],
  plans: [waterloggingPlan],
  layers: [
    { id: "manholes", name: { zh: "雨水井", en: "Manholes" }, thing: manhole, colourBy: level },
    { id: "pump-stations", name: { zh: "雨水泵站", en: "Pump stations" }, thing: pumpStation },
    { id: "rain-gauges", name: { zh: "雨量站", en: "Rain gauges" }, thing: rainGauge, colourBy: rain },
    {
      id: "waterlogging-points",
      name: { zh: "易涝点", en: "Waterlogging points" },
      thing: waterloggingPoint,
      colourBy: depth,
    },
    { id: "storm-outfalls", name: { zh: "雨水排口", en: "Storm outfalls" }, thing: stormOutfall },
    { id: "sewage-manholes", name: { zh: "污水井", en: "Sewage manholes" }, thing: sewageManhole },
    { id: "sewage-pump-stations", name: { zh: "污水提升泵站", en: "Sewage lift stations" }, thing: sewagePumpStation },
    { id: "storm-pipes", link: stormPipe },
    { id: "sewer-pipes", link: sewerPipe },
    { id: "force-mains", link: forceMain },
  ],
  samples,
  scenario,
});

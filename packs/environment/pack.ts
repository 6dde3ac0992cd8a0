import { definePack } from "@chengyun/kernel";
import { riverPollution } from "./cases.ts";
import { riverIncident, riverPlan } from "./plans.ts";
import { ammoniaHigh, oxygenLow, stationSilent } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import { ammonia, riverReach, riverSection, waterQualityStation } from "./things.ts";

export const environment = definePack({
  id: "environment",
  name: { zh: "生态环境", en: "Environment" },
  standards: ["GB 3838-2002", "HJ 915"],
  things: [riverSection],
  links: [riverReach],
  devices: [waterQualityStation],
  rules: [ammoniaHigh, oxygenLow, stationSilent],
  cases: [riverPollution],
  incidents: [riverIncident],
  plans: [riverPlan],
  layers: [
    { id: "river-sections", name: { zh: "水质断面", en: "River sections" }, thing: riverSection, colourBy: ammonia },
    { id: "river-reaches", link: riverReach },
  ],
  samples,
  scenario,
});

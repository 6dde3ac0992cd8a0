import { definePack } from "@chengyun/kernel";
import { crowding } from "./cases.ts";
import { crowdIncident, crowdPlan } from "./plans.ts";
import { cameraSilent, tooDense } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import { crowdCamera, crowdPoint, density } from "./things.ts";

export const publicSecurity = definePack({
  id: "public-security",
  name: { zh: "公共安全", en: "Public security" },
  standards: ["GB/T 33170"],
  things: [crowdPoint],
  devices: [crowdCamera],
  rules: [tooDense, cameraSilent],
  cases: [crowding],
  incidents: [crowdIncident],
  plans: [crowdPlan],
  layers: [
    { id: "crowd-points", name: { zh: "人群密集场所", en: "Crowded places" }, thing: crowdPoint, colourBy: density },
  ],
  samples,
  scenario,
});

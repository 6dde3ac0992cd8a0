import { definePack } from "@chengyun/kernel";
import { cases } from "./cases.ts";
import { layers } from "./layers.ts";
import { chemicalsIncident, chemicalsPlan } from "./plans/chemicals.ts";
import { typhoonIncident, typhoonPlan } from "./plans/typhoon.ts";
import { resources } from "./resources.ts";
import { things } from "./things.ts";

/** Emergency command: what can be sent, which incidents there are, which plans answer them. */
export const emergency = definePack({
  id: "emergency",
  name: { zh: "应急指挥", en: "Emergency command" },
  standards: ["GB/T 29639-2020", "GB/T 35561-2017", "《国家突发事件总体应急预案》", "《生产安全事故应急条例》"],
  things,
  cases,
  layers,
  resources,
  incidents: [typhoonIncident, chemicalsIncident],
  plans: [typhoonPlan, chemicalsPlan],
});

import { definePack } from "@chengyun/kernel";
import { gasLeak } from "./cases.ts";
import { gasIncident, gasPlan } from "./plans.ts";
import { gasChamberRisk } from "./risks.ts";
import { methaneHigh, probeSilent } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import { gasGate, gasManhole, gasPipe, gasRegulator, gasValve, methane, methaneProbe } from "./things.ts";

export const gasSupply = definePack({
  id: "lifeline-gas",
  name: { zh: "城市燃气", en: "Gas supply" },
  standards: ["CJJ 51-2016", "GB/T 30428.2"],
  things: [gasGate, gasRegulator, gasValve, gasManhole],
  links: [gasPipe],
  devices: [methaneProbe],
  rules: [methaneHigh, probeSilent],
  risks: [gasChamberRisk],
  cases: [gasLeak],
  incidents: [gasIncident],
  plans: [gasPlan],
  layers: [
    { id: "gas-gates", name: { zh: "天然气门站", en: "Gas gate stations" }, thing: gasGate },
    { id: "gas-regulators", name: { zh: "燃气调压箱", en: "Gas regulators" }, thing: gasRegulator },
    { id: "gas-valves", name: { zh: "燃气阀门井", en: "Gas valves" }, thing: gasValve },
    { id: "gas-manholes", name: { zh: "燃气井", en: "Gas manholes" }, thing: gasManhole, colourBy: methane },
    { id: "gas-pipes", link: gasPipe },
  ],
  samples,
  scenario,
});

import { definePack } from "@chengyun/kernel";
import { lowPressure } from "./cases.ts";
import { loggerSilent, pressureLow } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import {
  districtMeter,
  flow,
  flowMeter,
  hydrant,
  pressure,
  pressureLogger,
  pressurePoint,
  waterPipe,
  waterPlant,
  waterValve,
} from "./things.ts";

export const waterSupply = definePack({
  id: "lifeline-water",
  name: { zh: "城市供水", en: "Water supply" },
  standards: ["CJJ 92-2016", "GB/T 30428.2"],
  things: [waterPlant, waterValve, hydrant, pressurePoint, flowMeter],
  links: [waterPipe],
  devices: [pressureLogger, districtMeter],
  rules: [pressureLow, loggerSilent],
  cases: [lowPressure],
  layers: [
    { id: "water-plants", name: { zh: "自来水厂", en: "Waterworks" }, thing: waterPlant },
    { id: "water-valves", name: { zh: "给水阀门井", en: "Water valves" }, thing: waterValve },
    { id: "hydrants", name: { zh: "消火栓", en: "Hydrants" }, thing: hydrant },
    { id: "pressure-points", name: { zh: "测压点", en: "Pressure points" }, thing: pressurePoint, colourBy: pressure },
    { id: "flow-meters", name: { zh: "分区流量计", en: "District flow meters" }, thing: flowMeter, colourBy: flow },
    { id: "water-pipes", link: waterPipe },
  ],
  samples,
  scenario,
});

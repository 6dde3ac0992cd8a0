import { definePack } from "@chengyun/kernel";
import { samples } from "./samples.ts";
import { loadCurrent, powerLine, ringMainUnit, substation, unitMonitor } from "./things.ts";

export const powerSupply = definePack({
  id: "lifeline-power",
  name: { zh: "城市供电", en: "Power supply" },
  standards: ["GB/T 30428.2"],
  things: [substation, ringMainUnit],
  links: [powerLine],
  devices: [unitMonitor],
  layers: [
    { id: "substations", name: { zh: "变电站", en: "Substations" }, thing: substation },
    {
      id: "ring-main-units",
      name: { zh: "环网柜", en: "Ring main units" },
      thing: ringMainUnit,
      colourBy: loadCurrent,
    },
    { id: "power-lines", link: powerLine, minZoom: 15 },
  ],
  samples,
});

import { definePack } from "@chengyun/kernel";
import * as things from "./things.ts";

export const networkModels = definePack({
  id: "network-models",
  name: { zh: "管网与河网模型", en: "Network models" },
  standards: ["GB/T 51359-2019"],
  things: [
    things.junction,
    things.reservoir,
    things.tank,
    things.flowMeter,
    things.outfall,
    things.storage,
    things.riverNode,
    things.riverSite,
  ],
  links: [
    things.pipe,
    things.pump,
    things.valve,
    things.conduit,
    things.weir,
    things.orifice,
    things.outlet,
    things.reach,
  ],
  layers: [
    { id: "model-junctions", name: { zh: "模型节点", en: "Model junctions" }, thing: things.junction },
    { id: "model-reservoirs", name: { zh: "模型水源", en: "Model reservoirs" }, thing: things.reservoir },
    { id: "model-tanks", name: { zh: "模型水池", en: "Model tanks" }, thing: things.tank, colourBy: things.tankLevel },
    {
      id: "flow-meters",
      name: { zh: "流量计", en: "Flow meters" },
      thing: things.flowMeter,
      colourBy: things.pipeFlow,
    },
    { id: "model-outfalls", name: { zh: "模型排放口", en: "Model outfalls" }, thing: things.outfall },
    { id: "model-storages", name: { zh: "模型调蓄池", en: "Model storages" }, thing: things.storage },
    { id: "river-sites", name: { zh: "水温监测点", en: "River sites" }, thing: things.riverSite },
  ],
});

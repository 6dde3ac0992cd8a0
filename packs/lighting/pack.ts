import { definePack } from "@chengyun/kernel";
import { lampOut, streetDark } from "./cases.ts";
import { cabinetSilent, cabinetTripped, lampDark } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import { cabinetController, lampController, lampPost, lightingCabinet, lightingCable } from "./things.ts";

export const lighting = definePack({
  id: "lighting",
  name: { zh: "城市照明", en: "Street lighting" },
  standards: ["CJJ 89-2012"],
  things: [lampPost, lightingCabinet],
  links: [lightingCable],
  devices: [lampController, cabinetController],
  rules: [cabinetTripped, lampDark, cabinetSilent],
  cases: [lampOut, streetDark],
  layers: [
    { id: "lamp-posts", name: { zh: "路灯", en: "Street lamps" }, thing: lampPost },
    { id: "lighting-cabinets", name: { zh: "路灯控制箱", en: "Lighting cabinets" }, thing: lightingCabinet },
    { id: "lighting-cables", link: lightingCable, minZoom: 15 },
  ],
  samples,
  scenario,
});

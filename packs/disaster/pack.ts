import { definePack } from "@chengyun/kernel";
import { stormTide } from "./cases.ts";
import { aboveWarning, gaugeSilent } from "./rules.ts";
import { samples } from "./samples.ts";
import { scenario } from "./scenario.ts";
import { tideGauge, tideLevel, tideRecorder } from "./things.ts";
import { warnings } from "./warnings.ts";

export const disaster = definePack({
  id: "disaster",
  name: { zh: "自然灾害", en: "Natural disasters" },
  standards: ["GB/T 17839-2011"],
  things: [tideGauge],
  devices: [tideRecorder],
  rules: [aboveWarning, gaugeSilent],
  cases: [stormTide],
  warnings,
  layers: [{ id: "tide-gauges", name: { zh: "验潮站", en: "Tide gauges" }, thing: tideGauge, colourBy: tideLevel }],
  samples,
  scenario,
});

import { defineRule, hours, metres, minutes } from "@chengyun/kernel";
import { riverPollution } from "./cases.ts";
import { ammonia, oxygen } from "./things.ts";

/** Limits of classes IV and V of GB 3838-2002, and five: what kills fish. What floats past the next section is an echo. */
export const ammoniaHigh = defineRule({
  id: "river-ammonia-high",
  name: { zh: "断面氨氮超标", en: "Ammonia above the limit" },
  on: ammonia,
  raise: {
    yellow: { above: 1.5 },
    orange: { above: 2 },
    red: { above: 5 },
    for: minutes(10),
    clear: { below: 1.2, for: minutes(30) },
  },
  oneCause: { along: "downstream", within: metres(40_000) },
  reports: riverPollution,
});

/** Class V of GB 3838-2002; half an hour, for a probe that is being cleaned reads nothing for some minutes. */
export const oxygenLow = defineRule({
  id: "river-oxygen-low",
  name: { zh: "断面溶解氧过低", en: "Too little oxygen" },
  on: oxygen,
  raise: { orange: { below: 2 }, for: minutes(30), clear: { above: 3, for: minutes(30) } },
  oneCause: { along: "downstream", within: metres(40_000), of: [ammoniaHigh] },
  reports: riverPollution,
});

export const stationSilent = defineRule({
  id: "water-station-silent",
  name: { zh: "水质站失联", en: "Water station is silent" },
  on: ammonia,
  silent: { for: hours(2), severity: "blue" },
});

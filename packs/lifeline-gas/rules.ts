import { defineRule, hours, metres, minutes } from "@chengyun/kernel";
import { gasLeak } from "./cases.ts";
import { methane } from "./things.ts";

/** Ten per cent of what explodes is told, at twenty the street is walked, at forty it is closed. */
export const methaneHigh = defineRule({
  id: "gas-methane-high",
  name: { zh: "井内甲烷浓度过高", en: "Methane in the manhole" },
  on: methane,
  raise: {
    yellow: { above: 10 },
    orange: { above: 20 },
    red: { above: 40 },
    for: minutes(3),
    clear: { below: 5, for: minutes(10) },
  },
  oneCause: { along: "both", within: metres(600) },
  reports: gasLeak,
});

export const probeSilent = defineRule({
  id: "methane-probe-silent",
  name: { zh: "甲烷探测器失联", en: "Methane probe is silent" },
  on: methane,
  silent: { for: hours(1), severity: "blue" },
});

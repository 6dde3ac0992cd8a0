import { attribute, defineRule, hours } from "@chengyun/kernel";
import { stormTide } from "./cases.ts";
import { tideLevel } from "./things.ts";

/**
 * The steps of 30 and 80 cm above the one warning level are those of the warning practice before the levels of four
 * colours (GB/T 17839-2011). Ten centimetres and two hours below end it: two hourly readings, not one wave trough.
 */
export const aboveWarning = defineRule({
  id: "tide-above-warning",
  name: { zh: "潮位超警戒", en: "Tide above the warning level" },
  on: tideLevel,
  raise: {
    yellow: { above: attribute("warningLevelCm") },
    orange: { above: attribute("warningLevelCm", 30) },
    red: { above: attribute("warningLevelCm", 80) },
    clear: { below: attribute("warningLevelCm", -10), for: hours(2) },
  },
  reports: stormTide,
});

/** Three hourly readings missing. */
export const gaugeSilent = defineRule({
  id: "tide-gauge-silent",
  name: { zh: "验潮站失联", en: "Tide gauge is silent" },
  on: tideLevel,
  silent: { for: hours(3), severity: "blue" },
});

import { attribute, defineRule, hours, metres, minutes } from "@chengyun/kernel";
import { lowPressure } from "./cases.ts";
import { pressure } from "./things.ts";

/** Five minutes, not one reading: a pump that starts lets pressure sink for seconds. A burst is felt all around it. */
export const pressureLow = defineRule({
  id: "water-pressure-low",
  name: { zh: "供水压力过低", en: "Water pressure too low" },
  on: pressure,
  raise: {
    orange: { below: attribute("lowKpa") },
    for: minutes(5),
    clear: { above: attribute("lowKpa", 25), for: minutes(10) },
  },
  oneCause: { along: "both", within: metres(3_000) },
  reports: lowPressure,
});

export const loggerSilent = defineRule({
  id: "pressure-logger-silent",
  name: { zh: "压力记录仪失联", en: "Pressure logger is silent" },
  on: pressure,
  silent: { for: hours(1), severity: "blue" },
});

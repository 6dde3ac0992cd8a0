import { defineRule, hours, metres, minutes } from "@chengyun/kernel";
import { lampOut, streetDark } from "./cases.ts";
import { breaker, lamp, supply } from "./things.ts";

/** At once: a whole street lies in the dark. */
export const cabinetTripped = defineRule({
  id: "cabinet-tripped",
  name: { zh: "路灯控制箱跳闸", en: "Lighting cabinet tripped" },
  on: breaker,
  raise: { orange: { is: "tripped" } },
  reports: streetDark,
});

/** The lamps behind a tripped cabinet are dark because of it: echoes of its alarm, not forty cases. */
export const lampDark = defineRule({
  id: "lamp-dark",
  name: { zh: "路灯应亮未亮", en: "Lamp on and dark" },
  on: lamp,
  raise: { yellow: { is: "dark" }, for: minutes(15), clear: { for: minutes(5) } },
  oneCause: { along: "downstream", within: metres(1_500), of: [cabinetTripped], own: false },
  reports: lampOut,
});

/** Four missed readings and more; the cabinet speaks day and night. */
export const cabinetSilent = defineRule({
  id: "cabinet-silent",
  name: { zh: "路灯控制箱失联", en: "Lighting cabinet is silent" },
  on: supply,
  silent: { for: hours(1), severity: "blue" },
});

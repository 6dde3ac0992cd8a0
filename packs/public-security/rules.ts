import { defineRule, minutes } from "@chengyun/kernel";
import { crowding } from "./cases.ts";
import { density } from "./things.ts";

/**
 * Up to two people on a square metre walk as they like; at three and a half they move with the others; from five on a
 * push travels through the crowd and people fall. The first step
 * is told while doors can still be shut and people led another way.
 */
export const tooDense = defineRule({
  id: "crowd-too-dense",
  name: { zh: "人群密度过高", en: "Crowd too dense" },
  on: density,
  raise: {
    yellow: { above: 2.5 },
    orange: { above: 3.5 },
    red: { above: 5 },
    for: minutes(3),
    clear: { below: 2, for: minutes(5) },
  },
  reports: crowding,
});

export const cameraSilent = defineRule({
  id: "crowd-camera-silent",
  name: { zh: "人流摄像机失联", en: "Crowd camera is silent" },
  on: density,
  silent: { for: minutes(30), severity: "blue" },
});

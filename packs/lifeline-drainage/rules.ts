import { attribute, defineRule, metres, minutes } from "@chengyun/kernel";
import { blockage, lidOff, pumpFailure, waterlogging } from "./cases.ts";
import { depth, forebay, level, lid, pumps, rain } from "./things.ts";

/** Ten minutes near the lip, not one reading: a passing lorry splashes the gauge. */
export const backingUp = defineRule({
  id: "drain-backing-up",
  name: { zh: "管道水位顶托", en: "Drain is backing up" },
  on: level,
  raise: {
    yellow: { above: attribute("lipCm", -20) },
    red: { above: attribute("lipCm") },
    for: minutes(10),
    clear: { below: attribute("lipCm", -50), for: minutes(10) },
  },
  // A blocked pipe fills the manhole above it first, then those further up.
  oneCause: { along: "upstream", within: metres(800) },
  reports: blockage,
});

/** 15 cm files the case; at 27 cm underpasses are closed to traffic; at 40 cm cars float. */
export const roadFlooding = defineRule({
  id: "road-flooding",
  name: { zh: "道路积水", en: "Road under water" },
  on: depth,
  raise: {
    yellow: { above: 15 },
    orange: { above: 27 },
    red: { above: 40 },
    for: minutes(2),
    clear: { below: 10, for: minutes(10) },
  },
  reports: waterlogging,
});

/** At once: somebody may fall in. */
export const lidOpen = defineRule({
  id: "manhole-lid-open",
  name: { zh: "井盖开启", en: "Manhole lid is open" },
  on: lid,
  raise: { orange: { is: "open" } },
  reports: lidOff,
});

export const pumpFault = defineRule({
  id: "pump-fault",
  name: { zh: "水泵故障", en: "Pump in fault" },
  on: pumps,
  raise: { orange: { is: "fault" }, for: minutes(1), clear: { for: minutes(1) } },
  reports: pumpFailure,
});

export const forebayHigh = defineRule({
  id: "forebay-high",
  name: { zh: "前池水位超警戒", en: "Forebay above its warning level" },
  on: forebay,
  raise: {
    orange: { above: attribute("warningCm") },
    for: minutes(5),
    clear: { below: attribute("warningCm", -30), for: minutes(5) },
  },
  reports: pumpFailure,
});

/** Six missed readings; a gauge that sleeps is no flood, so no case. */
export const gaugeSilent = defineRule({
  id: "manhole-gauge-silent",
  name: { zh: "液位计失联", en: "Level gauge is silent" },
  on: level,
  silent: { for: minutes(30), severity: "blue" },
});

export const rainSilent = defineRule({
  id: "rain-gauge-silent",
  name: { zh: "雨量计失联", en: "Rain gauge is silent" },
  on: rain,
  silent: { for: minutes(30), severity: "blue" },
});

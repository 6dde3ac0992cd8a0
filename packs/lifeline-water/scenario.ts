import { type Actor, defineScenario, metres, minutes, type Play, type PlayMoment } from "@chengyun/kernel";
import { lowPressure } from "./cases.ts";
import { pressureLow } from "./rules.ts";
import { flow, flowMeter, pressure, pressurePoint } from "./things.ts";

/** Households' two peaks, at about eight and twenty o'clock, 0 to 1. */
const household = ({ hour }: PlayMoment): number => (1 - Math.cos(((hour - 2) / 6) * Math.PI)) / 2;

const low = ({ attributes }: PlayMoment): number => {
  const { lowKpa } = attributes;
  return typeof lowKpa === "number" ? lowKpa : 160;
};

/** Between the lowest service pressure and the ordinary one: least at the peaks of use. */
const spare = { most: 112, least: 85 } as const;

const usual = (moment: PlayMoment): number =>
  low(moment) + spare.most - 2 - (spare.most - spare.least - 4) * household(moment) + 2 * moment.chance;

/** Pressure lost at the burst, and over which way along the mains it halves, roughly. */
const lostKpa = 215;
const reachM = 1_600;
/** The works' tanks hold the rest of the town a while: what is further off sinks later. */
const metresPerMinute = 260;

/** How much is lost at a place once the burst runs full. */
const lossAt = ({ metres: far }: Actor): number => lostKpa * Math.exp(-far / reachM);

const lasts = minutes(120);
const shutAt = minutes(80);

/** Pressure lost so long after the burst, until its valves are shut. */
export const loss = (since: number, actor: Actor): number => {
  const begun = since - (actor.metres / metresPerMinute) * minutes(1);
  const run = Math.max(0, Math.min(1, begun / minutes(6)));
  const back = Math.max(0, Math.min(1, (since - shutAt) / minutes(8)));
  return lossAt(actor) * run * (1 - back);
};

const burst: Play = {
  id: "burst-main",
  name: { zh: "供水主管爆裂", en: "A water main bursts" },
  about: {
    zh: "主管爆裂，压力由近及远下降，近处跌破最低服务压力；远处只略降，不应报警。一起案卷，其余测压点是它的回声。",
    en: "A main bursts; pressure sinks near it and, later and less, further off. Near by it falls below the service pressure; far off it must not alarm. One case, the other points are its echoes.",
  },
  scene: pressurePoint,
  lasts,
  parts: [
    {
      thing: pressurePoint,
      stream: pressure,
      cast: "scene",
      every: minutes(1),
      value: (since, ordinary, _, actor) => ordinary - loss(since, actor),
      leadsTo: () => ({ rule: pressureLow, severity: "orange", within: minutes(15) }),
    },
    {
      thing: pressurePoint,
      stream: pressure,
      cast: { within: metres(6_000), most: 60, along: "both" },
      every: minutes(1),
      value: (since, ordinary, _, actor) => ordinary - loss(since, actor),
      leadsTo: (actor) => {
        const lost = lossAt(actor);
        // Whether a place at the rim stays above depends on who takes a bath.
        if (lost > spare.least - 3 && lost < spare.most + 3) return "may";
        return lost < spare.least ? undefined : { rule: pressureLow, severity: "orange", within: minutes(25) };
      },
    },
  ],
  cases: [{ type: lowPressure, count: 1 }],
};

export const scenario = defineScenario({
  rhythms: [
    { thing: pressurePoint, stream: pressure, value: usual },
    { thing: flowMeter, stream: flow, value: (moment) => 60 + 140 * household(moment) + 4 * moment.chance },
  ],
  events: [],
  plays: [burst],
});

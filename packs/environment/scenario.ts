import {
  type Actor,
  defineScenario,
  hours,
  metres,
  minutes,
  type Play,
  type PlayEvent,
  type PlayMoment,
} from "@chengyun/kernel";
import { riverPollution } from "./cases.ts";
import { ammoniaHigh } from "./rules.ts";
import { acidity, ammonia, oxygen, riverSection } from "./things.ts";

/** Algae make oxygen by day: the most in the afternoon, the least before dawn. */
const sun = ({ hour }: PlayMoment): number => Math.cos(((hour - 15) / 12) * Math.PI);

/** A little more after rain: what lay on streets and fields comes along. */
const usualAmmonia = ({ chance, rainLastHourMm }: PlayMoment): number =>
  0.38 + 0.04 * chance + 0.012 * Math.min(30, rainLastHourMm);

const flush: PlayEvent = {
  id: "pipe-flushed",
  name: { zh: "管道冲洗排水", en: "A pipe is flushed" },
  thing: riverSection,
  stream: ammonia,
  lasts: minutes(30),
  every: minutes(5),
  value: (since, ordinary) => ordinary + 0.8 * Math.exp(-(((since - minutes(12)) / minutes(8)) ** 2)),
};

const outfall: PlayEvent = {
  id: "sewage-outfall",
  name: { zh: "污水溢流入河", en: "Sewage overflows into the river" },
  thing: riverSection,
  stream: ammonia,
  lasts: hours(2),
  every: minutes(5),
  value: (since, ordinary) =>
    ordinary + 2.9 * Math.max(0, Math.min(1, since / minutes(15), (hours(2) - since) / minutes(30))),
  leadsTo: { rule: ammoniaHigh, severity: "orange", within: minutes(30), case: riverPollution },
};

/** Where reaches say no speed. */
const meanSpeed = 0.4;
/** Longitudinal mixing of a river some tens of metres wide, m²/s. */
const mixing = 30;
/** What was spilt over the river's cross section, g/m²: 3 t of ammonium into 60 m². */
const spilt = 50_000;
/** Between the place of the spill and the first section. */
const aboveM = 900;

/**
 * A pulse that travels with the water and spreads (advection and dispersion of an instantaneous release):
 * concentration after a time at a distance, mg/L.
 */
export const pulse = (sinceMs: number, { metres: far, travelMs }: Actor): number => {
  const seconds = sinceMs / 1_000;
  if (seconds < 60) return 0;
  const way = far + aboveM;
  const takes = (travelMs ?? (far / meanSpeed) * 1_000) / 1_000 + aboveM / meanSpeed;
  const speed = way / takes;
  const spread = 4 * mixing * seconds;
  return (spilt / Math.sqrt(Math.PI * spread)) * Math.exp(-((way - speed * seconds) ** 2) / spread);
};

const lasts = hours(14);

/** Sections the pulse has wholly passed before the play ends, and none that it only touches. */
const isReached = ({ metres: far, travelMs }: Actor): boolean =>
  (travelMs ?? (far / meanSpeed) * 1_000) + (aboveM / meanSpeed) * 1_000 < lasts - hours(4);

const spill: Play = {
  id: "river-spill",
  name: { zh: "河道氨氮泄漏", en: "A spill in the river" },
  about: {
    zh: "化工槽车翻车，氨氮团随水而下，逐个断面超标、变矮变宽。上游断面不受影响。一起案卷，下游各断面的报警是它的回声。",
    en: "A tanker overturns; a pulse of ammonia travels down the river, past one section after the other, lower and wider each time. Sections upstream see nothing. One case; the alarms downstream are its echoes.",
  },
  scene: riverSection,
  lasts,
  parts: [
    {
      thing: riverSection,
      stream: ammonia,
      cast: "scene",
      every: minutes(5),
      value: (since, ordinary, _, actor) => ordinary + pulse(since, actor),
      leadsTo: () => ({ rule: ammoniaHigh, severity: "red", within: hours(2) }),
    },
    {
      thing: riverSection,
      stream: ammonia,
      cast: { within: metres(12_000), most: 20, along: "downstream" },
      every: minutes(5),
      value: (since, ordinary, _, actor) => ordinary + pulse(since, actor),
      leadsTo: (actor) => (isReached(actor) ? { rule: ammoniaHigh, severity: "red", within: lasts } : undefined),
    },
    {
      thing: riverSection,
      stream: ammonia,
      cast: { within: metres(40_000), most: 20, along: "upstream" },
      every: minutes(15),
      value: (_, ordinary) => ordinary,
    },
  ],
  cases: [{ type: riverPollution, count: 1 }],
};

export const scenario = defineScenario({
  rhythms: [
    { thing: riverSection, stream: ammonia, value: usualAmmonia },
    { thing: riverSection, stream: oxygen, value: (moment) => 7 + 1.1 * sun(moment) + 0.1 * moment.chance },
    { thing: riverSection, stream: acidity, value: (moment) => 7.6 + 0.2 * sun(moment) + 0.05 * moment.chance },
  ],
  events: [flush, outfall],
  plays: [spill],
});

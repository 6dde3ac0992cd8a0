import { defineScenario, metres, minutes, type Play, type PlayEvent, type PlayMoment } from "@chengyun/kernel";
import { crowding } from "./cases.ts";
import { tooDense } from "./rules.ts";
import { crowdPoint, density, people } from "./things.ts";

/** People in public places: few at night, many in the evening, the most at about eight. */
const ordinary = ({ hour, chance, rainMmPerHour }: PlayMoment): number => {
  const day = Math.max(0, Math.sin(((hour - 6) / 17) * Math.PI));
  const evening = Math.exp(-(((hour - 20) / 1.8) ** 2));
  return (0.02 + 0.35 * day + 0.55 * evening + 0.05 * chance * day) / (1 + rainMmPerHour / 4);
};

const standing = ({ attributes }: PlayMoment): number => {
  const { areaM2 } = attributes;
  return typeof areaM2 === "number" ? areaM2 : 3_000;
};

/** Fills over `rise`, stays, and empties over the last fifth. */
const fills = (since: number, lasts: number, rise: number): number =>
  Math.max(0, Math.min(1, since / rise, (lasts - since) / (lasts / 5)));

const show: PlayEvent = {
  id: "open-air-show",
  name: { zh: "露天演出散场", en: "An open-air show ends" },
  thing: crowdPoint,
  stream: density,
  hours: [19, 22],
  lasts: minutes(50),
  every: minutes(1),
  value: (since, usual, { chance }) => 0.4 * usual + 4.2 * fills(since, minutes(50), minutes(15)) + 0.1 * chance,
  leadsTo: { rule: tooDense, severity: "orange", within: minutes(20), case: crowding },
};

/** A coach empties under the camera. */
const coach: PlayEvent = {
  id: "coach-arrives",
  name: { zh: "旅游大巴到达", en: "A coach arrives" },
  thing: crowdPoint,
  stream: density,
  hours: [8, 18],
  lasts: minutes(6),
  every: minutes(1),
  value: (since, usual) => usual + (since < minutes(2) ? 2.8 : 0.4),
};

const lasts = minutes(150);
const peak = 5.8;

const festival: Play = {
  id: "festival-crowd",
  name: { zh: "节日人潮", en: "Festival crowd" },
  about: {
    zh: "湖滨灯会开场，广场人群密度一级级升到危险；邻近场所人多而不险，不应报警。一处场所，一起案卷。",
    en: "A festival of lights opens and one square fills step by step to danger; places near by are busy and safe, and must not alarm. One place, one case.",
  },
  scene: crowdPoint,
  lasts,
  parts: [
    {
      thing: crowdPoint,
      stream: density,
      cast: "scene",
      every: minutes(1),
      value: (since, usual, { chance }) => usual * 0.5 + peak * fills(since, lasts, minutes(60)) + 0.08 * chance,
      leadsTo: () => ({ rule: tooDense, severity: "red", within: minutes(40) }),
    },
    {
      thing: crowdPoint,
      stream: density,
      cast: { within: metres(30_000), most: 3 },
      every: minutes(2),
      value: (since, usual, { chance }, { order }) =>
        usual * 0.5 + (1.6 - 0.3 * order) * fills(since, lasts, minutes(70)) + 0.08 * chance,
    },
  ],
  cases: [{ type: crowding, count: 1 }],
};

export const scenario = defineScenario({
  rhythms: [
    { thing: crowdPoint, stream: density, value: ordinary },
    { thing: crowdPoint, stream: people, value: (moment) => Math.round(ordinary(moment) * standing(moment)) },
  ],
  events: [show, coach],
  plays: [festival],
});

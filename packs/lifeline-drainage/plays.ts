import { metres, minutes, type Play, type PlayMoment } from "@chengyun/kernel";
import { blockage, pumpFailure, waterlogging } from "./cases.ts";
import { backingUp, forebayHigh, gaugeSilent, roadFlooding } from "./rules.ts";
import { depth, forebay, level, manhole, pumpStation, rain, rainGauge, waterloggingPoint } from "./things.ts";

const number = ({ attributes }: PlayMoment, name: string, otherwise: number): number => {
  const value = attributes[name];
  return typeof value === "number" ? value : otherwise;
};

const lasts = minutes(150);

/** Two bursts of rain, the second heavier; over after an hour and a half. */
const rainfall = (since: number): number =>
  68 * Math.exp(-(((since - minutes(18)) / minutes(9)) ** 2)) +
  96 * Math.exp(-(((since - minutes(50)) / minutes(14)) ** 2));

/** What stands on the ground follows the rain and drains away, 0 to 1. */
const standing = (since: number): number =>
  Math.max(0, Math.min(1, (since - minutes(14)) / minutes(30), (minutes(120) - since) / minutes(40)));

const at = { every: minutes(2) } as const;

export const cloudburst: Play = {
  id: "cloudburst",
  name: { zh: "短时强降雨", en: "Cloudburst" },
  about: {
    zh: "一小时两阵暴雨，下穿道路淹没，近旁管道顶托，泵站前池越警戒；远处易涝点湿而不淹，雨量站只是记录，都不应报警。",
    en: "Two bursts of rain within an hour flood an underpass, the drains beside it back up and a forebay rises above its warning level; low places further off get wet and no more, and must not alarm.",
  },
  scene: waterloggingPoint,
  lasts,
  parts: [
    {
      ...at,
      thing: rainGauge,
      stream: rain,
      cast: { within: metres(30_000), most: 40 },
      value: (since, ordinary, { chance }, { metres: far }) =>
        Math.max(ordinary, rainfall(since) * Math.exp(-far / 9_000) * (1 + chance / 20)),
    },
    {
      ...at,
      thing: waterloggingPoint,
      stream: depth,
      cast: "scene",
      value: (since, ordinary, { chance }) => ordinary + 46 * standing(since) + chance,
      leadsTo: () => ({ rule: roadFlooding, severity: "red", within: minutes(35) }),
    },
    {
      ...at,
      thing: waterloggingPoint,
      stream: depth,
      cast: { within: metres(30_000), beyond: metres(250), most: 12 },
      value: (since, ordinary, { chance }) => Math.min(12, ordinary + 11 * standing(since) + chance),
    },
    {
      ...at,
      thing: manhole,
      stream: level,
      cast: { within: metres(140), most: 4 },
      value: (since, ordinary, moment) =>
        ordinary + (number(moment, "lipCm", 200) + 12 - ordinary) * standing(since) + moment.chance,
      leadsTo: () => ({ rule: backingUp, severity: "red", within: minutes(60) }),
    },
    {
      ...at,
      thing: manhole,
      stream: level,
      cast: { within: metres(1_500), beyond: metres(300), most: 20 },
      value: (since, ordinary, moment) => ordinary + (0.7 * number(moment, "lipCm", 200) - ordinary) * standing(since),
    },
    {
      ...at,
      thing: pumpStation,
      stream: forebay,
      cast: { within: metres(30_000), most: 1 },
      value: (since, ordinary, moment) =>
        ordinary + (number(moment, "warningCm", 400) + 25 - ordinary) * standing(since) + moment.chance,
      leadsTo: () => ({ rule: forebayHigh, severity: "orange", within: minutes(60) }),
    },
  ],
  cases: [
    { type: waterlogging, count: 1 },
    { type: blockage, count: 1 },
    { type: pumpFailure, count: 1 },
  ],
};

/** Above what a gauge can measure: flagged, kept, judged by no rule. */
const rubbish = 4_000;

export const sensorDies: Play = {
  id: "sensor-dies",
  name: { zh: "传感器失灵", en: "A sensor dies" },
  about: {
    zh: "一只液位计先卡住，再报出不可能的数值，最后失联；邻近水位平稳。应报失联，不应报水位，也不应立案。",
    en: "A level gauge sticks, then sends values that can't be, then falls silent; the manholes beside it are calm. Its silence is told; no flood is, and no case is opened.",
  },
  scene: manhole,
  lasts: minutes(110),
  parts: [
    {
      thing: manhole,
      stream: level,
      cast: "scene",
      every: minutes(2),
      implausible: true,
      value: (since) => {
        if (since < minutes(20)) return 37;
        if (since < minutes(32)) return rubbish;
        return since < minutes(95) ? undefined : 37;
      },
      leadsTo: () => ({ rule: gaugeSilent, severity: "blue", within: minutes(75) }),
    },
    {
      thing: manhole,
      stream: level,
      cast: { within: metres(1_000), most: 6 },
      every: minutes(5),
      value: (_, ordinary) => ordinary,
    },
  ],
  cases: [],
};

import { defineScenario, hours, metres, minutes, type Play, type PlayEvent, type PlayMoment } from "@chengyun/kernel";
import {
  ashtray,
  ashtrayFull,
  ashtraySensor,
  ashtrayStolen,
  carriedOff,
  fill,
  full,
  latitude,
  longitude,
  moved,
  tilt,
} from "./ashtray.ts";
import { encodeAshtray } from "./codecs.ts";

/** Emptied at six in the morning, filled by the day's smokers. */
const usualFill = ({ hour, chance }: PlayMoment): number => 8 + ((hour + 18) % 24) * 2.6 + 2 * chance;

const brims: PlayEvent = {
  id: "ashtray-brims",
  name: { zh: "烟蒂柱满溢", en: "An ashtray brims over" },
  thing: ashtray,
  stream: fill,
  lasts: hours(2),
  every: minutes(10),
  value: () => 94,
  leadsTo: { rule: full, severity: "blue", within: minutes(45), case: ashtrayFull },
};

/** Cleaners lift it and set it down again. */
const lifted: PlayEvent = {
  id: "ashtray-lifted",
  name: { zh: "清掏时移动", en: "Lifted to be emptied" },
  thing: ashtray,
  stream: moved,
  lasts: minutes(5),
  every: minutes(1),
  value: (since) => (since < minutes(3) ? 6 : 0),
};

const lasts = minutes(60);
const perDegree = 111_195;

/** Walked off for six minutes, driven for eight, left behind a market; brought back at the end. */
const wayM = (since: number): number => {
  if (since > minutes(48)) return 0;
  const walked = Math.min(since, minutes(6)) / 1_000;
  const driven = Math.max(0, Math.min(since - minutes(6), minutes(8))) / 1_000;
  return 1.2 * walked + 4.5 * driven;
};

const away = { thing: ashtray, cast: "scene", every: minutes(1) } as const;

const stolen: Play = {
  id: "stolen-ashtray",
  name: { zh: "烟蒂柱失窃", en: "A stolen ashtray" },
  about: {
    zh: "一只烟蒂柱被搬走、装车、弃置，轨迹可查；同街一只在清掏时被挪动几米，不应报警。一起案卷。",
    en: "An ashtray is carried off, driven away and left, its track to be seen; another is moved some metres by cleaners and must not alarm. One case.",
  },
  scene: ashtray,
  lasts,
  parts: [
    {
      ...away,
      stream: moved,
      value: (since) => Math.round(wayM(since)),
      leadsTo: () => ({ rule: carriedOff, severity: "red", within: minutes(6) }),
    },
    { ...away, stream: tilt, value: (since, ordinary) => (since > minutes(6) && since < minutes(14) ? 86 : ordinary) },
    {
      ...away,
      stream: longitude,
      value: (since, _, { position: [x, y] }) => x + (0.8 * wayM(since)) / (perDegree * Math.cos((y * Math.PI) / 180)),
    },
    { ...away, stream: latitude, value: (since, _, { position: [, y] }) => y + (0.6 * wayM(since)) / perDegree },
    {
      thing: ashtray,
      stream: moved,
      cast: { within: metres(5_000), most: 2 },
      every: minutes(1),
      value: (since, _, __, { order }) => (order === 0 && since > minutes(10) && since < minutes(14) ? 7 : 0),
    },
  ],
  cases: [{ type: ashtrayStolen, count: 1 }],
};

export const scenario = defineScenario({
  rhythms: [
    { thing: ashtray, stream: fill, value: usualFill },
    { thing: ashtray, stream: tilt, value: ({ chance }) => 2 + chance },
    { thing: ashtray, stream: moved, value: () => 0 },
    { thing: ashtray, stream: longitude, value: ({ position: [x] }) => x },
    { thing: ashtray, stream: latitude, value: ({ position: [, y] }) => y },
  ],
  events: [brims, lifted],
  plays: [stolen],
  encodings: [{ device: ashtraySensor, encode: encodeAshtray }],
});

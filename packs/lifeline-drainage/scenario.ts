import { defineScenario, minutes, type PlayEvent, type PlayMoment, seconds } from "@chengyun/kernel";
import { blockage, lidOff, pumpFailure, waterlogging } from "./cases.ts";
import { encodeManholeGauge } from "./codecs.ts";
import { cloudburst, sensorDies } from "./plays.ts";
import { backingUp, gaugeSilent, lidOpen, pumpFault, roadFlooding } from "./rules.ts";
import * as things from "./things.ts";

const { manhole, pumpStation, rainGauge, waterloggingPoint, level, lid, forebay, pumps, rain, depth } = things;

const number = ({ attributes }: PlayMoment, name: string, otherwise: number): number => {
  const value = attributes[name];
  return typeof value === "number" ? value : otherwise;
};
const lip = (moment: PlayMoment): number => number(moment, "lipCm", 200);

/** How far the last hour's rain fills what has to carry it, 0 to 1. */
const filled = ({ rainLastHourMm }: PlayMoment): number => 1 - Math.exp(-rainLastHourMm / 25);

/** Households' two peaks, at about eight and twenty o'clock, 0 to 1. */
const household = ({ hour }: PlayMoment): number => (1 - Math.cos(((hour - 2) / 6) * Math.PI)) / 2;

/** From 0 up to 1 within the first part of an event, and down again within its last. */
const swell = (since: number, lasts: number, rise: number): number =>
  Math.max(0, Math.min(1, since / rise, (lasts - since) / rise));

const blocked: PlayEvent = {
  id: "blocked-drain",
  name: { zh: "管道被堵，井水上涨", en: "A drain is blocked, the manhole fills" },
  thing: manhole,
  stream: level,
  lasts: minutes(60),
  every: minutes(1),
  value: (since, ordinary, moment) =>
    ordinary + (lip(moment) + 15 - ordinary) * swell(since, minutes(60), minutes(4)) + moment.chance,
  leadsTo: { rule: backingUp, severity: "red", within: minutes(16), case: blockage },
};

const splash: PlayEvent = {
  id: "splash",
  name: { zh: "车辆驶过，液位计被溅", en: "A lorry splashes the gauge" },
  thing: manhole,
  stream: level,
  lasts: minutes(2),
  every: seconds(30),
  value: (since, ordinary, moment) => (since < seconds(30) ? lip(moment) + 5 : ordinary),
};

const lifted: PlayEvent = {
  id: "lifted-lid",
  name: { zh: "井盖被掀开", en: "A lid is lifted" },
  thing: manhole,
  stream: lid,
  lasts: minutes(20),
  every: minutes(5),
  value: () => 1,
  leadsTo: { rule: lidOpen, severity: "orange", within: minutes(1), case: lidOff },
};

const flooded: PlayEvent = {
  id: "flooded-road",
  name: { zh: "短时强降雨，道路积水", en: "A cloudburst floods the road" },
  thing: waterloggingPoint,
  stream: depth,
  lasts: minutes(50),
  every: minutes(1),
  value: (since, ordinary, { chance }) => ordinary + 33 * swell(since, minutes(50), minutes(8)) + chance,
  leadsTo: { rule: roadFlooding, severity: "orange", within: minutes(12), case: waterlogging },
};

const tripped: PlayEvent = {
  id: "tripped-pump",
  name: { zh: "水泵跳闸", en: "A pump trips" },
  thing: pumpStation,
  stream: pumps,
  lasts: minutes(30),
  every: minutes(1),
  value: () => 2,
  leadsTo: { rule: pumpFault, severity: "orange", within: minutes(3), case: pumpFailure },
};

const asleep: PlayEvent = {
  id: "silent-gauge",
  name: { zh: "液位计掉线", en: "A gauge falls silent" },
  thing: manhole,
  stream: level,
  lasts: minutes(45),
  every: minutes(5),
  value: () => undefined,
  leadsTo: { rule: gaugeSilent, severity: "blue", within: minutes(35) },
};

export const scenario = defineScenario({
  rhythms: [
    { thing: rainGauge, stream: rain, value: ({ rainMmPerHour, chance }) => rainMmPerHour * (1 + chance / 10) },
    {
      thing: manhole,
      stream: level,
      value: (moment) => lip(moment) * (0.06 + 0.04 * household(moment) + 0.5 * filled(moment)) + 1 + moment.chance,
    },
    { thing: manhole, stream: lid, value: () => 0 },
    {
      thing: pumpStation,
      stream: forebay,
      value: (moment) => number(moment, "warningCm", 400) * (0.4 + 0.3 * filled(moment)) + 3 * moment.chance,
    },
    { thing: pumpStation, stream: pumps, value: (moment) => (filled(moment) > 0.1 ? 1 : 0) },
    { thing: waterloggingPoint, stream: depth, value: (moment) => Math.floor(8 * filled(moment)) },
  ],
  events: [blocked, splash, lifted, flooded, tripped, asleep],
  plays: [cloudburst, sensorDies],
  encodings: [{ device: things.manholeGauge, encode: encodeManholeGauge }],
});

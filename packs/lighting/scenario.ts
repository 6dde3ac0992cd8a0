import { defineScenario, metres, minutes, type Play, type PlayEvent, type PlayMoment, seconds } from "@chengyun/kernel";
import { lampOut, streetDark } from "./cases.ts";
import { encodeLampController } from "./codecs.ts";
import { cabinetTripped, lampDark } from "./rules.ts";
import { breaker, current, lamp, lampController, lampPost, lightingCabinet, supply } from "./things.ts";

/** Lamps burn from half past six in the evening to half past five. */
const isNight = ({ hour }: PlayMoment): boolean => hour >= 18.5 || hour < 5.5;

const rated = ({ attributes }: PlayMoment): number => {
  const { powerW } = attributes;
  return (typeof powerW === "number" ? powerW : 150) / 220;
};

const failed: PlayEvent = {
  id: "lamp-failed",
  name: { zh: "灯具损坏", en: "A lamp fails" },
  thing: lampPost,
  stream: lamp,
  hours: [19, 24],
  lasts: minutes(90),
  every: minutes(5),
  value: () => 2,
  leadsTo: { rule: lampDark, severity: "yellow", within: minutes(20), case: lampOut },
};

/** A bad contact: dark for some minutes, lit again. */
const flickers: PlayEvent = {
  id: "lamp-flickers",
  name: { zh: "灯具闪烁", en: "A lamp flickers" },
  thing: lampPost,
  stream: lamp,
  hours: [0, 4],
  lasts: minutes(40),
  every: minutes(4),
  value: (since) => (Math.floor(since / minutes(8)) % 2 === 0 ? 2 : 1),
};

const burns = { thing: lampPost, stream: lamp, every: minutes(5) } as const;

/** Dark from a minute after the breaker fell: controllers tell it one by one as their batteries wake. */
const goesDark = (since: number, order: number): number => (since >= minutes(1) + seconds(7) * order ? 2 : 1);

/** One breaker falls, a street goes dark: forty alarms, one cause. Two lamps fail elsewhere by themselves, one flickers. */
const nightOfAlarms: Play = {
  id: "night-of-alarms",
  name: { zh: "报警之夜", en: "Night of alarms" },
  about: {
    zh: "一只控制箱跳闸，所带路灯全部熄灭并逐盏报警；别处两盏灯自己坏了，一盏接触不良。要紧的只有三件：一起成片熄灯，两盏坏灯。",
    en: "A cabinet trips and every lamp behind it alarms; two lamps elsewhere fail by themselves and one has a bad contact. Three matter: one dark street and two lamps.",
  },
  scene: lightingCabinet,
  lasts: minutes(100),
  parts: [
    {
      thing: lightingCabinet,
      stream: breaker,
      cast: "scene",
      every: minutes(5),
      value: (since) => (since < minutes(90) ? 1 : 0),
      leadsTo: () => ({ rule: cabinetTripped, severity: "orange", within: minutes(2) }),
    },
    {
      ...burns,
      cast: { within: metres(1_500), most: 60, along: "downstream" },
      value: (since, _, __, { order }) => (since < minutes(90) ? goesDark(since, order) : 1),
      leadsTo: () => ({ rule: lampDark, severity: "yellow", within: minutes(25) }),
    },
    {
      ...burns,
      cast: { within: metres(20_000), beyond: metres(1_600), most: 3 },
      value: (since, _, __, { order }) => {
        if (order === 1) return Math.floor(since / minutes(10)) % 2 === 0 ? 2 : 1;
        return since < minutes(90) ? 2 : 1;
      },
      leadsTo: ({ order }) => (order === 1 ? undefined : { rule: lampDark, severity: "yellow", within: minutes(25) }),
    },
  ],
  cases: [
    { type: streetDark, count: 1 },
    { type: lampOut, count: 2 },
  ],
};

export const scenario = defineScenario({
  rhythms: [
    {
      thing: lampPost,
      stream: current,
      value: (moment) => (isNight(moment) ? rated(moment) * (1 + moment.chance / 40) : 0),
    },
    { thing: lampPost, stream: lamp, value: (moment) => (isNight(moment) ? 1 : 0) },
    { thing: lightingCabinet, stream: supply, value: ({ chance }) => 230 + 4 * chance },
    { thing: lightingCabinet, stream: breaker, value: () => 0 },
  ],
  events: [failed, flickers],
  plays: [nightOfAlarms],
  encodings: [{ device: lampController, encode: encodeLampController }],
});

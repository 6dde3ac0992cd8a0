import { compileRule, defineRule, minutes, stream } from "@chengyun/kernel";
import { beforeEach, expect, test } from "vitest";
import { type AlarmEvent, RuleEngine, type Watch } from "../modules/alarms/rule/index.ts";
import { createServerClock, type ServerClock } from "../platform/server-clock.ts";
import { Attention } from "./attention.ts";

const minuteMs = 60_000;
const level = stream({ id: "level", unit: "cm", range: [0, 1000], name: { zh: "液位", en: "Water level" } });
const rule = defineRule({
  id: "gauge-silent",
  name: { zh: "液位计无声", en: "Gauge silent" },
  on: level,
  silent: { for: minutes(30), severity: "blue" },
});
const thing = { id: "thing", areaPath: "", position: [112, 28] } as const;

/** Sixty times the world's pace, as a newcomer sets it who wants to see a day go by. */
const speed = 60;
let real: number;
let clock: ServerClock;
let told: AlarmEvent[];
let engine: RuleEngine;
let attention: Attention;
let watch: Watch;

const now = (): number => clock.now().getTime();
const hear = (at = now()): void => {
  attention.look();
  engine.hear(watch, { at, value: 5, received: now() });
};
/** The world goes on by so many seconds, and this process is at its work ten times in each. */
const live = (seconds: number): void => {
  for (let tenth = 0; tenth < 10 * seconds; tenth += 1) {
    real += 100;
    attention.look();
    engine.tick();
  }
};
const kinds = () => told.map(({ kind }) => kind);

beforeEach(() => {
  real = 0;
  told = [];
  clock = createServerClock({ origin: 0, simulatedOrigin: 1_000 * minuteMs, speed }, () => real);
  engine = new RuleEngine({ now, tell: (event) => told.push(event), latest: () => undefined });
  attention = new Attention(engine, clock, () => real);
  const judge = compileRule(rule, {});
  if (judge === undefined) throw new Error("the rule of this test compiles");
  engine.plan([{ rule, judge, streamNo: 1, thing, expected: now() }]);
  const [first] = engine.watchesOn(1) ?? [];
  if (first === undefined) throw new Error("the stream of this test is watched");
  watch = first;
  hear();
});

test("a gauge that is silent for half an hour of a fast city is told", () => {
  live(31);
  expect(kinds()).toEqual(["raise"]);
});

test("a gauge is not called silent for what was said while the process stood still", () => {
  live(20);
  real += 20_000;
  hear(now() - 2 * minuteMs);
  live(25);
  expect(kinds()).toEqual([]);
  live(40);
  expect(kinds()).toEqual(["raise"]);
});

test("a gauge that says nothing after the process stood still is told all the same, a little later", () => {
  live(20);
  real += 20_000;
  live(24);
  expect(kinds()).toEqual([]);
  live(2);
  expect(kinds()).toEqual(["raise"]);
});

test("after a start devices have a minute of the world to come back, whatever the city's pace", () => {
  attention.begin();
  live(59);
  hear();
  live(29);
  expect(kinds()).toEqual([]);
  live(5);
  expect(kinds()).toEqual(["raise"]);
});

test("while a message waits for the disk nobody is called silent, and those who were before it came are", () => {
  live(29);
  real += 900;
  const arrived = now();
  real += 300;
  engine.tick(arrived);
  expect(kinds()).toEqual([]);
  engine.tick();
  expect(kinds()).toEqual(["raise"]);
});

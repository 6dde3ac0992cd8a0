import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minutes, seconds } from "./quantity.ts";
import { defineRule, type Raise } from "./rule.ts";
import { compileRule, type Judge } from "./rule-judge.ts";
import { judgeInPlace, newRuleMemory, type RuleMemory } from "./rule-rejudge.ts";
import { type JudgedReading, judge, newRuleState, type RuleEvent, tick } from "./rule-state.ts";
import { stream } from "./stream.ts";

const name = { zh: "水位过高", en: "Water too high" };
const level = stream({ id: "level", unit: "cm", range: [0, 1000], name });
const compiled = (raise: Raise): Judge => {
  const made = compileRule(defineRule({ id: "rule", name, on: level, raise }), {});
  if (made === undefined) throw new Error("the rule of a test must compile");
  return made;
};

const second = 1_000;
/** A reading by its device second and the second it arrives. */
const reading = (at: number, value: number, received = at): JudgedReading => ({
  at: at * second,
  value,
  received: received * second,
});
const inWords = (events: readonly RuleEvent[]): string[] =>
  events.map(({ kind, alarm, since, severity }) =>
    kind === "move" ? `move ${alarm / second} to ${since / second}` : `${kind} ${alarm / second} ${severity}`,
  );
const arrive = (one: Judge, values: readonly JudgedReading[], memory = newRuleMemory(one)): string[] =>
  inWords(values.flatMap((each) => [...judgeInPlace(one, memory, each), ...tick(one, memory.state, each.received)]));

describe("a reading that comes up to a minute late", () => {
  const flood = compiled({ yellow: { above: 10 }, red: { above: 20 }, for: seconds(30), clear: { for: seconds(30) } });
  const surge = compiled({ yellow: { above: 10 }, red: { above: 20 } });

  test("shows the splash it was, before anything was raised", () => {
    expect(arrive(flood, [reading(0, 15), reading(20, 15), reading(10, 0, 22), reading(35, 15)])).toEqual([]);
  });

  test("shows the flood began earlier: the start moves, the alarm stays the same", () => {
    expect(arrive(flood, [reading(0, 0), reading(20, 15), reading(50, 15), reading(5, 15, 55)])).toEqual([
      "raise 20 yellow",
      "move 20 to 5",
    ]);
  });

  test("shows a hold was broken: the alarm stays while its condition is on its way", () => {
    expect(arrive(flood, [reading(0, 15), reading(30, 15), reading(10, 0, 32), reading(60, 15)])).toEqual([
      "raise 0 yellow",
      "move 0 to 30",
    ]);
  });

  test("shows nothing holds any more: the alarm raised by its missing is cleared", () => {
    expect(arrive(surge, [reading(0, 0), reading(10, 15), reading(20, 15), reading(30, 0)])).toEqual([
      "raise 10 yellow",
      "clear 10 yellow",
    ]);
  });

  test("shows a surge nobody saw: it is told whole", () => {
    expect(arrive(surge, [reading(0, 0), reading(30, 0), reading(10, 25, 40)])).toEqual([
      "raise 10 red",
      "clear 10 red",
    ]);
  });

  test("splits what looked like one surge: the second is another alarm", () => {
    expect(arrive(surge, [reading(0, 15), reading(30, 15), reading(10, 0, 40)])).toEqual([
      "raise 0 yellow",
      "clear 0 yellow",
      "raise 30 yellow",
    ]);
  });

  test("does not open again what was told to be over", () => {
    const memory = newRuleMemory(flood);
    const early = [reading(0, 15), reading(30, 15), reading(35, 0), reading(65, 0)];
    expect(arrive(flood, early, memory)).toEqual(["raise 0 yellow", "clear 0 yellow"]);
    expect(arrive(flood, [reading(60, 15, 70)], memory)).toEqual([]);
    expect(arrive(flood, [reading(80, 15), reading(110, 15)], memory)).toEqual(["raise 80 yellow"]);
  });

  test("after the end was told counts what still holds from that end, as another alarm", () => {
    const memory = newRuleMemory(flood);
    const told = arrive(flood, [reading(0, 15), reading(30, 15), reading(35, 0)], memory);
    told.push(...inWords(tick(flood, memory.state, 65 * second)));
    expect(told).toEqual(["raise 0 yellow", "clear 0 yellow"]);
    expect(arrive(flood, [reading(66, 15), reading(60, 15, 67)], memory)).toEqual([]);
    expect(arrive(flood, [reading(94, 15), reading(96, 15)], memory)).toEqual(["raise 65 yellow"]);
    expect(arrive(flood, [reading(90, 15, 97)], memory)).toEqual([]);
  });

  test("is put in its place though the level did not change, and a repeat is not", () => {
    const memory = newRuleMemory(surge);
    expect(arrive(surge, [reading(0, 15), reading(20, 15), reading(10, 15, 21), reading(10, 0, 22)], memory)).toEqual([
      "raise 0 yellow",
    ]);
    expect(memory.readings.map(({ at }) => at / second)).toEqual([0, 10, 20]);
  });

  test("by more than a minute it is not judged", () => {
    expect(arrive(surge, [reading(0, 0), reading(100, 0), reading(30, 99, 101)])).toEqual([]);
  });

  test("out of range it is not judged, nor is it after the clock was set right", () => {
    const memory = newRuleMemory(surge);
    expect(arrive(surge, [reading(9_000, 0, 0), reading(1, 5_000, 1), reading(2, 15, 2)], memory)).toEqual([
      "raise 2 yellow",
    ]);
    expect(memory.readings).toEqual([]);
  });
});

const anyRaise = fc.record({ hold: fc.integer({ min: 0, max: 40 }), clearHold: fc.integer({ min: 0, max: 40 }) }).map(
  ({ hold, clearHold }): Raise => ({
    yellow: { above: 4 },
    red: { above: 7 },
    ...(hold === 0 ? {} : { for: seconds(hold) }),
    clear: { below: 3, for: seconds(clearHold) },
  }),
);
const anySteps = fc.array(
  fc.record({ gap: fc.integer({ min: 1, max: 25 }), value: fc.integer({ min: 0, max: 10 }), late: fc.nat(60) }),
  { minLength: 1, maxLength: 60 },
);
type Step = { gap: number; value: number; late: number };
const inOrder = (steps: readonly Step[]): JudgedReading[] => {
  let at = 0;
  return steps.map(({ gap, value, late }) => {
    at += gap;
    return reading(at, value, at + late);
  });
};
const asArrived = (values: readonly JudgedReading[]): JudgedReading[] =>
  values.toSorted((one, other) => one.received - other.received || one.at - other.at);

interface Alarm {
  readonly since: number;
  readonly cleared: number | undefined;
}
/** Alarms an operator's list would show from these events, and a fault when the events make no sense. */
const toAlarms = (events: readonly RuleEvent[]): Map<number, Alarm> => {
  const alarms = new Map<number, Alarm>();
  for (const { kind, alarm, since, at } of events) {
    const known = alarms.get(alarm);
    if (kind === "raise") {
      expect(known).toBeUndefined();
      alarms.set(alarm, { since, cleared: undefined });
      continue;
    }
    if (known === undefined) throw new Error(`${kind} of an alarm never raised`);
    expect(known.cleared).toBeUndefined();
    alarms.set(alarm, { since: kind === "move" ? since : known.since, cleared: kind === "clear" ? at : undefined });
  }
  expect([...alarms.values()].filter(({ cleared }) => cleared === undefined).length).toBeLessThan(2);
  return alarms;
};
const live = (one: Judge, values: readonly JudgedReading[], memory: RuleMemory): RuleEvent[] =>
  values.flatMap((each) => [...tick(one, memory.state, each.received), ...judgeInPlace(one, memory, each)]);

describe("whatever order readings come in, up to a minute", () => {
  test("every alarm is raised once and ends at most once, and one stands at a time", () => {
    fc.assert(
      fc.property(anyRaise, anySteps, (raise, steps) => {
        const one = compiled(raise);
        toAlarms(live(one, asArrived(inOrder(steps)), newRuleMemory(one)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("the judge ends up knowing the values as if they had come in order", () => {
    fc.assert(
      fc.property(anyRaise, anySteps, (raise, steps) => {
        const one = compiled(raise);
        const values = inOrder(steps);
        const memory = newRuleMemory(one);
        live(one, asArrived(values), memory);
        const straight = newRuleState(one);
        for (const each of values) judge(one, straight, each);
        const { last, value, met } = straight;
        expect(memory.state).toMatchObject({ last, value, met });
      }),
    );
  });

  test("floods and calms longer than hold and lateness are the same alarms with the same starts", () => {
    const spells = fc.array(fc.record({ length: fc.integer({ min: 110, max: 400 }), high: fc.nat(9) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anyRaise, spells, fc.infiniteStream(fc.nat(60)), (raise, parts, lates) => {
        const one = compiled(raise);
        const values: JudgedReading[] = [];
        let at = 1;
        parts.forEach(({ length, high }, index) => {
          for (const end = at + length; at < end; at += 7) {
            const late = Number(lates.next().value);
            values.push(reading(at, index % 2 === 0 ? 0 : 5 + (high % 5), at + late));
          }
        });
        const end = (at + 1_000) * second;
        const straight = newRuleState(one);
        const expected = [...values.flatMap((each) => [...judge(one, straight, each)]), ...tick(one, straight, end)];
        const memory = newRuleMemory(one);
        const told = [...live(one, asArrived(values), memory), ...tick(one, memory.state, end)];
        const starts = (events: readonly RuleEvent[]): [number, boolean][] =>
          [...toAlarms(events).values()].map(({ since, cleared }) => [since, cleared === undefined]);
        expect(starts(told)).toEqual(starts(expected));
      }),
      { numRuns: 300 },
    );
  });

  test("in order there is nothing to put right", () => {
    fc.assert(
      fc.property(anyRaise, anySteps, (raise, steps) => {
        const one = compiled({ ...raise, for: minutes(1) });
        const values = inOrder(steps.map((step) => ({ ...step, late: 0 })));
        const state = newRuleState(one);
        const straight = values.flatMap((each) => [...judge(one, state, each)]);
        const memory = newRuleMemory(one);
        expect(values.flatMap((each) => [...judgeInPlace(one, memory, each)])).toEqual(straight);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "./quantity.ts";
import { attribute, defineRule, type Raise } from "./rule.ts";
import { compileRule, type Judge, type ThresholdJudge } from "./rule-judge.ts";
import { due, type JudgedReading, judge, newRuleState, type RuleEvent, type RuleState, tick } from "./rule-state.ts";
import { stream } from "./stream.ts";

const level = stream({ id: "level", unit: "cm", range: [0, 1000], name: { zh: "液位", en: "Water level" } });
const lid = stream({
  id: "lid",
  name: { zh: "井盖", en: "Lid" },
  states: { closed: { zh: "关", en: "closed" }, open: { zh: "开", en: "open" } },
});
const name = { zh: "管道水位顶托", en: "Drain is backing up" };
const rule = defineRule({
  id: "drain-backing-up",
  name,
  on: level,
  raise: {
    yellow: { above: attribute("lipCm", -20) },
    red: { above: attribute("lipCm") },
    for: minutes(10),
    clear: { below: attribute("lipCm", -50), for: minutes(10) },
  },
});

const compiled = (raise: Raise): Judge => {
  const made = compileRule(defineRule({ id: "rule", name, on: level, raise }), {});
  if (made === undefined) throw new Error("the rule of a test must compile");
  return made;
};
const drain = (): Judge => compileRule(rule, { lipCm: 100 }) ?? compiled({});

const minute = 60_000;
/** Readings by minute, arriving when they are measured. */
const readings = (values: Readonly<Record<number, number>>): JudgedReading[] =>
  Object.entries(values).map(([at, value]) => ({
    at: Number(at) * minute,
    value,
    received: Number(at) * minute,
  }));

const play = (one: Judge, values: readonly JudgedReading[], until?: number, state = newRuleState(one)): RuleEvent[] => {
  const events = values.flatMap((reading) => judge(one, state, reading));
  return until === undefined ? events : [...events, ...tick(one, state, until)];
};

const inWords = (events: readonly RuleEvent[]): string[] =>
  events.map(({ kind, severity, at }) => `${at / minute} ${kind} ${severity}`);

describe("what a rule makes of the water in a drain", () => {
  test.each<[string, Readonly<Record<number, number>>, number, string[]]>([
    ["a splash is not a flood", { 0: 20, 5: 130, 10: 20, 15: 20 }, 30, []],
    [
      "ten minutes above the mark is one alarm, once",
      { 0: 85, 5: 85, 10: 85, 15: 85, 20: 85 },
      20,
      ["10 raise yellow"],
    ],
    ["the hold ends by the timer, not only by a reading", { 0: 85 }, 10, ["10 raise yellow"]],
    ["a hold that is not over raises nothing", { 0: 85 }, 9.99, []],
    ["a dip begins the hold anew", { 0: 85, 8: 70, 9: 85, 18: 85 }, 18.9, []],
    ["the gravest level that held is the one raised", { 0: 120, 10: 120 }, 10, ["10 raise red"]],
    ["a grave moment counts for the milder level only", { 0: 85, 5: 120, 10: 120 }, 10, ["10 raise yellow"]],
    ["rising water steps up after its own hold", { 0: 85, 5: 120 }, 20, ["10 raise yellow", "15 step red"]],
    ["falling water steps down after the hold", { 0: 120, 12: 85 }, 30, ["10 raise red", "22 step yellow"]],
    [
      "water at the edge of a level makes no steps",
      { 0: 120, 12: 99, 15: 101, 18: 99, 21: 101, 24: 99, 27: 101 },
      30,
      ["10 raise red"],
    ],
    ["between clearing level and mark the alarm stays", { 0: 85, 12: 60, 40: 60 }, 90, ["10 raise yellow"]],
    ["past the clearing level it clears after the hold", { 0: 85, 12: 40 }, 60, ["10 raise yellow", "22 clear yellow"]],
    ["a wave before the clear's hold is over keeps it", { 0: 85, 12: 40, 20: 60, 21: 40 }, 30, ["10 raise yellow"]],
    ["an end of all levels at once is a clear, no step", { 0: 120, 12: 10 }, 60, ["10 raise red", "22 clear red"]],
    ["a value no gauge can show is not judged", { 0: 85, 5: 1001, 6: -1, 7: Number.NaN }, 10, ["10 raise yellow"]],
    [
      "a second flood is a second alarm",
      { 0: 85, 12: 10, 30: 85 },
      40,
      ["10 raise yellow", "22 clear yellow", "40 raise yellow"],
    ],
  ])("%s", (_, values, until, expected) => {
    expect(inWords(play(drain(), readings(values), until * minute))).toEqual(expected);
  });

  test("without hold and clearing level an alarm follows the value", () => {
    const tide = compiled({ blue: { above: 500 }, red: { above: 600 } });
    expect(inWords(play(tide, readings({ 0: 510, 1: 610, 2: 510, 3: 500 })))).toEqual([
      "0 raise blue",
      "1 step red",
      "2 step blue",
      "3 clear blue",
    ]);
  });

  test("an alarm that ends goes straight to its end, however short its hold", () => {
    const quick = compiled({ blue: { above: 500 }, red: { above: 600 }, clear: { for: minutes(5) } });
    expect(inWords(play(quick, readings({ 0: 610, 1: 300 }), 10 * minute))).toEqual(["0 raise red", "6 clear red"]);
  });

  test("the start of the condition names the alarm, whenever it is raised", () => {
    const [raised, cleared] = play(drain(), readings({ 3: 85, 9: 90, 20: 10, 30: 10 }));
    expect(raised).toMatchObject({ kind: "raise", alarm: 3 * minute, since: 3 * minute, value: 90 });
    expect(cleared).toMatchObject({ kind: "clear", alarm: 3 * minute });
  });

  test("a state is judged by its name", () => {
    const opened = defineRule({ id: "lid-open", name, on: lid, raise: { orange: { is: "open" } } });
    const made = compileRule(opened, {});
    expect(made === undefined ? [] : inWords(play(made, readings({ 0: 0, 1: 1, 2: 0 })))).toEqual([
      "1 raise orange",
      "2 clear orange",
    ]);
  });
});

describe("what a rule needs of a thing", () => {
  test("a thing without the attribute is not judged", () => {
    expect(compileRule(rule, {})).toBeUndefined();
    expect(compileRule(rule, { lipCm: "deep" })).toBeUndefined();
  });

  test("an unknown state and a rule without conditions are not judged", () => {
    expect(compileRule(defineRule({ id: "x", name, on: lid, raise: { red: { is: "ajar" } } }), {})).toBeUndefined();
    expect(compileRule(defineRule({ id: "x", name, on: level, raise: { red: {} } }), {})).toBeUndefined();
  });

  test("levels stand from the mildest to the gravest, thresholds as numbers", () => {
    const made = drain() as ThresholdJudge;
    expect(made.levels.map(({ severity, above }) => [severity, above])).toEqual([
      ["yellow", 80],
      ["red", 100],
    ]);
  });

  test("parameters set for one thing replace the rule's", () => {
    const made = compileRule(rule, { lipCm: 100 }, { yellow: { above: 50 }, for: minutes(1) });
    expect(made === undefined ? [] : inWords(play(made, readings({ 0: 60 }), minute))).toEqual(["1 raise yellow"]);
  });
});

describe("silence", () => {
  const silent = defineRule({ id: "silent", name, on: level, silent: { for: hours(1), severity: "blue" } });
  const silence = compileRule(silent, {}) ?? compiled({});

  test("an hour without a word is an alarm, the next word its end", () => {
    const state = newRuleState(silence);
    play(silence, readings({ 0: 5, 30: 5 }), undefined, state);
    expect(due(state)).toBe(90 * minute);
    expect(tick(silence, state, 90 * minute - 1)).toEqual([]);
    expect(tick(silence, state, 90 * minute)).toMatchObject([{ kind: "raise", alarm: 30 * minute, severity: "blue" }]);
    expect(tick(silence, state, 95 * minute)).toEqual([]);
    expect(inWords(play(silence, readings({ 100: 5 }), undefined, state))).toEqual(["100 clear blue"]);
    expect(due(state)).toBe(160 * minute);
  });

  test("a gap found in the readings gives the same alarm as the timer gave", () => {
    expect(inWords(play(silence, readings({ 0: 5, 100: 5 })))).toEqual(["60 raise blue", "100 clear blue"]);
  });

  test("a device that says nonsense is not silent", () => {
    expect(play(silence, readings({ 0: 5, 50: 9999, 100: 5 }), 159 * minute)).toEqual([]);
  });

  test("a device whose clock is a day behind is not silent", () => {
    const state = newRuleState(silence);
    const day = 24 * 60 * minute;
    for (const at of [0, 30, 60, 90])
      expect(judge(silence, state, { at: at * minute, value: 1, received: at * minute + day })).toEqual([]);
    expect(due(state)).toBe(day + 150 * minute);
  });

  test("a device that never spoke is missed from when it was expected", () => {
    const state = newRuleState(silence, 7 * minute);
    expect(tick(silence, state, 67 * minute)).toMatchObject([{ kind: "raise", alarm: 7 * minute }]);
  });

  test("old readings end a silence, and the next silence is another alarm", () => {
    const state = newRuleState(silence);
    play(silence, readings({ 60: 5 }), 120 * minute, state);
    expect(judge(silence, state, { at: 10 * minute, value: 5, received: 130 * minute })).toMatchObject([
      { kind: "clear", alarm: 60 * minute },
    ]);
    expect(tick(silence, state, 190 * minute)).toMatchObject([{ kind: "raise", alarm: 130 * minute }]);
  });
});

describe("clocks of devices", () => {
  test("a splash told an hour late stays a splash: the device can still say so", () => {
    const one = drain();
    const state = newRuleState(one);
    judge(one, state, { at: 0, value: 130, received: 60 * minute });
    expect(due(state)).toBe(70 * minute);
    expect(tick(one, state, 60.1 * minute)).toEqual([]);
    expect(judge(one, state, { at: 5 * minute, value: 20, received: 60.2 * minute })).toEqual([]);
    expect(due(state)).toBe(-1);
  });

  test("a clock set back from the future does not make the rule deaf", () => {
    const one = drain();
    const state = newRuleState(one);
    judge(one, state, { at: 600 * minute, value: 20, received: 0 });
    expect(inWords(play(one, readings({ 1: 85, 6: 85, 11: 85 }), undefined, state))).toEqual(["11 raise yellow"]);
  });
});

/** Second by second, from the words of the rule: what a patient person with a stop-watch would write down. */
const byStopwatch = (one: ThresholdJudge, values: readonly JudgedReading[], until: number): string[] => {
  const lines: string[] = [];
  const held = one.levels.map(() => 0);
  const gone = one.levels.map(() => 0);
  let calm = -1;
  let raised = 0;
  let start = -1;
  let value: number | undefined;
  const fall = Math.max(one.hold, one.clearHold);
  const look = (at: number): void => {
    if (raised > 0 && calm >= one.clearHold) {
      lines.push(`${at} clear ${start}`);
      raised = 0;
    }
    const reached = held.filter((span) => span > one.hold).length;
    if (reached > raised) {
      if (raised === 0) start = at - (held[0] ?? 0) + 1;
      lines.push(`${at} ${raised === 0 ? "raise" : "step"} ${reached} ${start}`);
      raised = reached;
    }
    const kept = Math.max(1, gone.filter((span) => span <= fall).length);
    if (kept < raised) {
      raised = kept;
      lines.push(`${at} step ${raised} ${start}`);
    }
  };
  const count = (first: boolean): void => {
    const now = value ?? Number.NaN;
    const top = one.levels.findLastIndex((each) => now > each.above && now < each.below);
    one.levels.forEach((_, index) => {
      const holds = index <= top;
      held[index] = holds ? (held[index] ?? 0) + (first && held[index] ? 0 : 1) : 0;
      gone[index] = holds ? 0 : (gone[index] ?? 0) + (first && gone[index] ? 0 : 1);
    });
    const isCalm = value !== undefined && top < 0 && now > one.clear.above && now < one.clear.below;
    calm = isCalm ? (first && calm >= 0 ? calm : calm + 1) : -1;
  };
  for (let at = 0; at <= until; at += 1) {
    if (value !== undefined) count(false);
    look(at);
    const reading = values.find((each) => each.at === at);
    if (reading === undefined) continue;
    value = reading.value;
    count(true);
    look(at);
  }
  return lines;
};

const anyRaise = fc
  .record({
    marks: fc.uniqueArray(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 4 }),
    hold: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    clearHold: fc.integer({ min: 0, max: 9 }),
    margin: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  })
  .map(({ marks, hold, clearHold, margin }): Raise => {
    const sorted = marks.toSorted((one, other) => one - other);
    const names = ["blue", "yellow", "orange", "red"] as const;
    const levels = Object.fromEntries(sorted.map((above, index) => [names[index], { above }]));
    const bound = margin === undefined ? {} : { below: (sorted[0] ?? 0) - margin };
    return {
      ...levels,
      ...(hold === undefined ? {} : { for: seconds(hold / 1000) }),
      clear: { ...bound, for: seconds(clearHold / 1000) },
    };
  });
const anyReadings = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 8 }), value: fc.integer({ min: 0, max: 11 }) }), { maxLength: 40 })
  .map((steps) => {
    let at = -1;
    return steps.map(({ gap, value }): JudgedReading => {
      at += gap;
      return { at, value, received: at };
    });
  });

describe("whatever the water does", () => {
  test("the judge writes what a person with a stop-watch would write", () => {
    fc.assert(
      fc.property(anyRaise, anyReadings, (raise, values) => {
        const one = compiled(raise) as ThresholdJudge;
        const until = (values.at(-1)?.at ?? 0) + 30;
        const numbered = play(one, values, until).map(({ kind, at, alarm, severity }) => {
          const number = one.levels.findIndex((each) => each.severity === severity) + 1;
          return kind === "clear" ? `${at} clear ${alarm}` : `${at} ${kind} ${number} ${alarm}`;
        });
        expect(numbered).toEqual(byStopwatch(one, values, until));
      }),
      { numRuns: 2_000 },
    );
  });

  test("an alarm is raised once, then only stepped, then cleared once", () => {
    fc.assert(
      fc.property(anyRaise, anyReadings, (raise, values) => {
        let open: number | undefined;
        const seen = new Set<number>();
        for (const { kind, alarm } of play(compiled(raise), values, 1_000)) {
          expect(kind === "raise").toBe(open === undefined);
          if (kind === "raise") {
            expect(seen.has(alarm)).toBe(false);
            seen.add(alarm);
          } else expect(alarm).toBe(open);
          open = kind === "clear" ? undefined : alarm;
        }
      }),
    );
  });

  test("a state written down and read again in the middle goes on as if nothing was", () => {
    fc.assert(
      fc.property(anyRaise, anyReadings, fc.nat(40), (raise, values, cut) => {
        const one = compiled(raise);
        const state = newRuleState(one);
        const before = play(one, values.slice(0, cut), undefined, state);
        const restored = JSON.parse(JSON.stringify(state)) as RuleState;
        expect([...before, ...play(one, values.slice(cut), 1_000, restored)]).toEqual(play(one, values, 1_000));
      }),
    );
  });

  test("timers that run at any moments change nothing, nor do repeats", () => {
    fc.assert(
      fc.property(
        anyRaise,
        anyReadings,
        fc.array(fc.nat(7), { minLength: 40, maxLength: 40 }),
        (raise, values, ticks) => {
          const one = compiled(raise);
          const state = newRuleState(one);
          const events = values.flatMap((reading, index) => {
            const next = values[index + 1]?.at ?? Number.POSITIVE_INFINITY;
            return [
              ...judge(one, state, reading),
              ...tick(one, state, Math.min(next, reading.at + (ticks[index] ?? 0))),
              ...judge(one, state, reading),
            ];
          });
          expect([...events, ...tick(one, state, 1_000)]).toEqual(play(one, values, 1_000));
        },
      ),
    );
  });

  test("the time a judge asks to be woken is when something happens, and not before", () => {
    fc.assert(
      fc.property(anyRaise, anyReadings, (raise, values) => {
        const one = compiled(raise);
        const state = newRuleState(one);
        play(one, values, undefined, state);
        const at = due(state);
        if (at === -1) expect(tick(one, state, 1_000_000)).toEqual([]);
        else {
          expect(tick(one, state, at - 1)).toEqual([]);
          expect(tick(one, state, at)[0]).toMatchObject({ at });
        }
      }),
    );
  });
});

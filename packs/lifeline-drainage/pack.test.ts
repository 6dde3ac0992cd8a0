import { compileRule, judge, minutes, newRuleState, type Rule, type RuleEvent, tick } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { decodeManholeGauge, encodeManholeGauge } from "./codecs.ts";
import { backingUp, lidOpen, roadFlooding } from "./rules.ts";

const start = Date.parse("2026-06-14T09:00:00Z");

/** What a rule tells of a manhole with its lip 200 cm up, given `[minute, value]` in order. */
const tell = (rule: Rule, readings: readonly (readonly [number, number])[], until = 120): string[] => {
  const compiled = compileRule(rule, { lipCm: 200 });
  if (compiled === undefined) throw new Error("the manhole is not judged");
  const state = newRuleState(compiled);
  const events: RuleEvent[] = [];
  for (const [minute, value] of readings) {
    const at = start + minutes(minute);
    events.push(...tick(compiled, state, at), ...judge(compiled, state, { at, value, received: at }));
  }
  events.push(...tick(compiled, state, start + minutes(until)));
  return events.map(({ kind, severity, at }) => `${kind} ${severity} at ${(at - start) / minutes(1)}`);
};

describe("a drain that backs up", () => {
  test("a splash is not a flood", () => {
    expect(
      tell(backingUp, [
        [0, 40],
        [5, 230],
        [6, 40],
        [15, 42],
      ]),
    ).toEqual([]);
  });

  test("nine minutes above the lip are not ten", () => {
    expect(
      tell(backingUp, [
        [0, 205],
        [9, 100],
      ]),
    ).toEqual([]);
  });

  test("water that stands near the lip is yellow after ten minutes, over it red after ten more", () => {
    expect(
      tell(
        backingUp,
        [
          [0, 185],
          [5, 190],
          [11, 190],
          [15, 203],
          [20, 204],
        ],
        26,
      ),
    ).toEqual(["raise yellow at 10", "step red at 25"]);
  });

  test("it ends half a metre below the lip, not at it", () => {
    const risen = [
      [0, 190],
      [10, 190],
    ] as const;
    expect(tell(backingUp, [...risen, [20, 160]])).toEqual(["raise yellow at 10"]);
    expect(tell(backingUp, [...risen, [20, 149]])).toEqual(["raise yellow at 10", "clear yellow at 30"]);
  });

  test("a manhole without a known depth is not judged", () => {
    expect(compileRule(backingUp, {})).toBeUndefined();
  });
});

test("water on the road climbs through the levels one by one and comes down as it went up", () => {
  expect(
    tell(roadFlooding, [
      [0, 16],
      [3, 28],
      [6, 41],
      [20, 20],
      [40, 5],
    ]),
  ).toEqual(["raise yellow at 2", "step orange at 5", "step red at 8", "step yellow at 30", "clear yellow at 50"]);
});

test("a lid that opens raises at once and clears when it is shut", () => {
  expect(
    tell(lidOpen, [
      [0, 0],
      [5, 1],
      [12, 0],
    ]),
  ).toEqual(["raise orange at 5", "clear orange at 12"]);
});

describe("the frames of a manhole gauge", () => {
  test("what is written is read again", () => {
    const readings = [
      { stream: "level", value: 143 },
      { stream: "lid", value: 1 },
      { stream: "level", value: 999, at: start },
    ];
    expect(decodeManholeGauge(encodeManholeGauge(readings))).toEqual(readings);
  });

  test("a frame cut short is no reading at all, not half of one", () => {
    expect(decodeManholeGauge(Uint8Array.of(0x04, 0x00, 0x00, 0x03, 0x77, 0x8f))).toEqual([]);
  });

  test("a frame inside a larger buffer is read from its own start", () => {
    const buffer = Uint8Array.of(0xff, 0xff, 0x03, 0x77, 0x64, 0x00);
    expect(decodeManholeGauge(buffer.subarray(2))).toEqual([{ stream: "level", value: 100 }]);
  });
});

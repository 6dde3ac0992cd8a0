import { compileRule, hours, judge, newRuleState, type RuleEvent, tick } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { aboveWarning, gaugeSilent } from "./rules.ts";

const start = Date.parse("2014-07-17T16:00:00Z");

/** What the rule tells of a station with this warning level, given hourly readings. */
const tell = (warningLevelCm: number, hourly: readonly number[]): string[] => {
  const compiled = compileRule(aboveWarning, { warningLevelCm });
  if (compiled === undefined) throw new Error("the station is not judged");
  const state = newRuleState(compiled);
  const events: RuleEvent[] = [];
  hourly.forEach((value, hour) => {
    const at = start + hours(hour);
    events.push(...tick(compiled, state, at), ...judge(compiled, state, { at, value, received: at }));
  });
  events.push(...tick(compiled, state, start + hours(hourly.length)));
  return events.map(({ kind, severity, at }) => `${kind} ${severity} at ${(at - start) / hours(1)}`);
};

describe("a tide above the warning level", () => {
  test("one centimetre for one hour is enough: 湛江 in typhoon Rammasun", () => {
    expect(tell(584, [577, 585, 560, 520, 470])).toEqual(["raise yellow at 1", "clear yellow at 4"]);
  });

  test("a tide at the level has not passed it", () => {
    expect(tell(584, [577, 584, 560])).toEqual([]);
  });

  test("an hour just below does not cut one flood in two: 广州 in typhoon Kalmaegi", () => {
    expect(tell(180, [198, 184, 186, 178, 198, 237, 270])).toEqual([
      "raise yellow at 0",
      "step orange at 5",
      "step red at 6",
    ]);
  });

  test("it steps down only after two hours, and clears from the level it had", () => {
    expect(tell(290, [299, 400, 310, 310, 310, 270, 260, 250])).toEqual([
      "raise yellow at 0",
      "step red at 1",
      "step yellow at 4",
      "clear yellow at 7",
    ]);
  });

  test("every high water of a surge is an alarm of its own", () => {
    expect(tell(180, [190, 150, 140, 130, 195, 150, 140, 130]).filter((line) => line.startsWith("raise"))).toEqual([
      "raise yellow at 0",
      "raise yellow at 4",
    ]);
  });

  test("a station without an official level is not judged", () => {
    expect(compileRule(aboveWarning, { stationCode: "XISHA" })).toBeUndefined();
  });

  test("a station without a level is still missed when it falls silent", () => {
    expect(compileRule(gaugeSilent, { stationCode: "XISHA" })).toMatchObject({ kind: "silence", hold: hours(3) });
  });
});

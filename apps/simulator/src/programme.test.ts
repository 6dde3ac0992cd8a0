import { minutes } from "@chengyun/kernel";
import { packs } from "@chengyun/packs";
import { describe, expect, test } from "vitest";
import { findOpening, listPlaying, openingAgoMs, type Repertoire, slotMs } from "./programme.ts";
import { rainAt, rainLastHour } from "./weather.ts";

const things = new Map([
  ["manhole", ["m1", "m2", "m3"]],
  ["pump-station", ["p1"]],
  ["waterlogging-point", ["w1", "w2"]],
]);
const events = packs.flatMap((pack) => pack.scenario?.events ?? []).filter((event) => things.has(event.thing.id));
const repertoire: Repertoire = { seed: 2026, zone: "Asia/Shanghai", events, things };
const start = Date.parse("2026-06-14T00:00:00Z");
const day = Array.from({ length: 24 * 60 }, (_, minute) => start + minutes(minute));

describe("a day's programme", () => {
  test("begins about one event every two hours, and within a week one of every kind", () => {
    const begunOf = (moments: readonly number[]) =>
      new Map(moments.flatMap((at) => listPlaying(repertoire, at)).map((one) => [one.startedAt, one]));
    const begun = begunOf(day);
    expect(begun.size).toBeGreaterThan(8);
    expect(begun.size).toBeLessThanOrEqual(12 + 2);
    const week = begunOf(Array.from({ length: 7 * 24 * 30 }, (_, at) => start + minutes(2 * at)));
    expect(new Set([...week.values()].map(({ event }) => event.id))).toEqual(new Set(events.map(({ id }) => id)));
  });

  test("goes on where it was when the simulator starts again", () => {
    const at = start + 3 * slotMs + 1_234;
    expect(listPlaying({ ...repertoire }, at)).toEqual(listPlaying(repertoire, at));
  });

  test("never plays two events at one thing, and none beyond its end", () => {
    for (const at of day) {
      const playing = listPlaying(repertoire, at);
      expect(new Set(playing.map(({ thing }) => thing)).size).toBe(playing.length);
      for (const { event, startedAt } of playing) expect(at - startedAt).toBeLessThan(event.lasts);
    }
  });

  test("opens with a red alarm that is due within a minute and becomes a case", () => {
    const opening = findOpening(repertoire, start);
    expect(opening?.event.leadsTo).toMatchObject({ severity: "red", case: { id: "drain-blockage" } });
    expect(Number(opening?.event.leadsTo?.within) - openingAgoMs).toBeLessThan(minutes(3));
    expect(listPlaying(repertoire, start, opening === undefined ? [] : [opening])).toContain(opening);
  });
});

describe("the weather", () => {
  const rain = day.map((at) => rainAt(2026, at));
  test("is dry most of a day and never a flood that nobody ordered", () => {
    expect(rain.filter((mm) => mm === 0).length).toBeGreaterThan(day.length / 2);
    expect(Math.max(...rain)).toBeLessThanOrEqual(32);
  });
  test("of a week has showers, and the ground remembers them for an hour", () => {
    const week = Array.from({ length: 7 * 24 * 12 }, (_, at) => start + minutes(5 * at));
    const wet = week.filter((at) => rainAt(2026, at) > 1);
    expect(wet.length).toBeGreaterThan(20);
    expect(rainLastHour(2026, (wet[0] ?? 0) + minutes(50))).toBeGreaterThan(0);
  });
});

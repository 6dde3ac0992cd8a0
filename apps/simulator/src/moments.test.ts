import { makeQuarter } from "@chengyun/demo-city";
import { hours, minutes } from "@chengyun/kernel";
import { packs } from "@chengyun/packs";
import { expect, test } from "vitest";
import { toParts } from "./app.ts";
import { findEvents, listMoments, rhythmOf, type Span } from "./moments.ts";
import { listPlaying, type Repertoire } from "./programme.ts";

const quarter = makeQuarter(2026);
const parts = toParts(quarter);
const things = new Map<string, string[]>();
for (const { device, thing } of parts) things.set(device.serves.id, [...(things.get(device.serves.id) ?? []), thing]);
const events = packs.flatMap((pack) => pack.scenario?.events ?? []).filter((event) => things.has(event.thing.id));
const repertoire: Repertoire = { seed: 2026, zone: "Asia/Shanghai", events, things };
const start = Date.parse("2026-06-14T00:00:00Z") + 77_123;

/** What all devices tell within a span, looked at in steps of a length. */
const toldIn = (span: Span, stepMs: number): string[] => {
  const told: string[] = [];
  for (let after = span.after; after < span.until; after += stepMs) {
    const step = { after, until: Math.min(span.until, after + stepMs) };
    const found = findEvents(repertoire, step, []);
    for (const part of parts) {
      const at = (moment: number) => listPlaying(repertoire, moment).find(({ thing }) => thing === part.thing);
      for (const one of listMoments(part, step, found.get(part.thing) ?? [], at))
        told.push(`${one.at} ${part.ref} ${one.playing?.event.id ?? ""}`);
    }
  }
  return told.sort();
};

test("a day's moments are the same however often somebody looks, and from when on", () => {
  const day = { after: start, until: start + hours(12) };
  const bySecond = toldIn({ after: start, until: start + minutes(40) }, 1_000);
  const byMinute = toldIn(day, 60_000);
  expect(byMinute.some((one) => /[a-z]$/.test(one))).toBe(true);
  expect(byMinute.filter((one) => Number(one.split(" ")[0]) <= start + minutes(40))).toEqual(bySecond);
  expect(toldIn(day, 17 * 60_000 + 311)).toEqual(byMinute);
  const later = { after: start + hours(3) + 5_432, until: day.until };
  expect(toldIn(later, 60_000)).toEqual(byMinute.filter((one) => Number(one.split(" ")[0]) > later.after));
});

test("a device speaks once in its rhythm, at whole seconds, and not all devices at once", () => {
  const all = parts.map((part) => {
    const moments = listMoments(part, { after: start, until: start + hours(2) }, [], () => undefined);
    expect(moments.length).toBeGreaterThanOrEqual(hours(2) / rhythmOf(part) - 1);
    expect(moments.every(({ at }) => at % 1_000 === 0)).toBe(true);
    return moments[0]?.at;
  });
  expect(new Set(all).size).toBeGreaterThan(parts.length / 2);
});

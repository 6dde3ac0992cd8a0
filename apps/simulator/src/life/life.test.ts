import { expect, test } from "vitest";
import { crowdedOf, decide, mostWaiting, pastOf, type Seen } from "./decide.ts";
import { planBetween, planHour, type Town } from "./plan.ts";
import { isWorkTime } from "./rhythm.ts";

const zone = "Asia/Shanghai";
const town: Town = {
  seed: 2026,
  zone,
  places: [
    [112.35, 28.85],
    [112.351, 28.851],
    [112.352, 28.849],
  ],
};
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Monday, midnight in the city. */
const monday = Date.parse("2026-11-30T00:00:00+08:00");

test("the same seed gives the same day, another seed another", () => {
  const told = planBetween(town, monday, monday + day);
  expect(planBetween({ ...town }, monday, monday + day)).toEqual(told);
  expect(planBetween({ ...town, seed: 7 }, monday, monday + day)).not.toEqual(told);
  expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
});

test("a day asked for in pieces is the day asked for whole: whoever starts again goes on where it was", () => {
  const whole = planBetween(town, monday, monday + day);
  const cuts = [0, 3.3, 9.1, 9.2, 17, 24].map((at) => monday + at * hour);
  expect(cuts.slice(1).flatMap((until, index) => planBetween(town, cuts[index] ?? 0, until))).toEqual(whole);
});

test("people sleep: of a week's reports few come at night, and about twenty on a day", () => {
  const week = planBetween(town, monday, monday + 7 * day);
  const hourOf = (at: number): number => (at / hour + 8) % 24;
  const atNight = week.filter(({ at }) => hourOf(at) < 6).length;
  expect(week.length / 7).toBeGreaterThan(14);
  expect(week.length / 7).toBeLessThan(28);
  expect(atNight / week.length).toBeLessThan(0.12);
  expect(new Set(week.map(({ saying }) => saying.words.zh)).size).toBeGreaterThan(12);
});

test("an hour's reports lie within the hour", () => {
  for (let at = monday; at < monday + day; at += hour)
    for (const one of planHour(town, at)) expect([one.at >= at, one.at < at + hour]).toEqual([true, true]);
});

/** Where each step leads, as the flow's table says. */
const leadsTo: Readonly<Record<string, string>> = {
  "ask-look": "looking",
  look: "reported",
  file: "filed",
  void: "void",
  dispatch: "dispatched",
  "hand-back": "filed",
  accept: "disposing",
  "feed-back": "fed-back",
  verify: "verified",
  rework: "disposing",
  close: "closed",
};

interface Lived {
  readonly open: readonly number[];
  readonly desk: readonly number[];
  readonly opened: number;
  readonly ended: number;
  readonly moves: ReadonlyMap<string, number>;
}

const newCase = (no: string, at: number, channel: string): Seen & { stage: string; changedAt: string } => ({
  id: no,
  no,
  stage: "reported",
  openedAt: new Date(at).toISOString(),
  changedAt: new Date(at).toISOString(),
  channel,
  departmentId: "crew",
  ...(channel === "alarm" ? { severity: "orange" as const } : {}),
});

/** Days of a city in which only the plan and its people act, minute by minute; five alarms a day beside the citizens. */
const live = (days: number): Lived => {
  const cases = new Map<string, ReturnType<typeof newCase>>();
  const past = new Set<string>();
  const moves = new Map<string, number>();
  const open: number[] = [];
  const desk: number[] = [];
  let opened = 0;
  let ended = 0;
  for (let now = monday; now < monday + days * day; now += 2 * minute) {
    const told = planBetween(town, now - 2 * minute, now).filter(({ matter }) => matter === "problem");
    for (const { key, at } of told) cases.set(key, newCase(key, at, "citizen"));
    const alarm = `alarm ${now}`;
    if (((now - monday) / minute) % 288 === 0) cases.set(alarm, newCase(alarm, now, "alarm"));
    opened += told.length + (((now - monday) / minute) % 288 === 0 ? 1 : 0);
    const rows = [...cases.values()];
    const at = { seed: town.seed, zone, now, past, crowded: crowdedOf(rows) };
    for (const row of rows) {
      const step = decide(row, at);
      if (step === undefined) continue;
      moves.set(step.move, (moves.get(step.move) ?? 0) + 1);
      if (step.badly === true) past.add(pastOf(row, "badly"));
      past.add(pastOf(row, step.move));
      const to = leadsTo[step.move];
      if (to === undefined) continue;
      Object.assign(row, { stage: to, changedAt: new Date(now).toISOString() });
      if (to !== "closed" && to !== "void") continue;
      cases.delete(row.id);
      ended += 1;
    }
    open.push(cases.size);
    desk.push(rows.filter(({ stage }) => ["reported", "filed", "verified"].includes(stage)).length);
  }
  return { open, desk, opened, ended, moves };
};

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

test("over two weeks the queue stays what a newcomer can overlook: about a dozen cases, never hundreds", () => {
  const { open, desk, opened, ended } = live(14);
  const settled = open.slice(open.length / 7);
  expect(mean(settled)).toBeGreaterThan(5);
  expect(mean(settled)).toBeLessThan(16);
  expect(Math.max(...settled)).toBeLessThan(32);
  expect(opened - ended).toBeLessThan(32);
  expect(mean(desk)).toBeLessThan(mostWaiting + 1);
  expect(mean(desk)).toBeGreaterThan(1);
});

test("not everything goes well: some come back, are done badly, take longer or are not so", () => {
  const { moves } = live(14);
  for (const move of ["hand-back", "rework", "ask-look", "void", "close"])
    expect([move, (moves.get(move) ?? 0) > 0]).toEqual([move, true]);
  expect((moves.get("rework") ?? 0) / (moves.get("feed-back") ?? 1)).toBeLessThan(0.2);
});

test("crews work by day, on Sundays until noon", () => {
  expect(isWorkTime(zone, monday + 10 * hour)).toBe(true);
  expect(isWorkTime(zone, monday + 20 * hour)).toBe(false);
  expect(isWorkTime(zone, monday - day + 10 * hour)).toBe(true);
  expect(isWorkTime(zone, monday - day + 15 * hour)).toBe(false);
});

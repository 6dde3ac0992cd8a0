import { readdirSync, readFileSync } from "node:fs";
import {
  checkPack,
  compileRule,
  type Duration,
  isSilenceRule,
  judge,
  newRuleState,
  type Pack,
  type PlayEvent,
  type PlayMoment,
  type Rule,
  type RuleEvent,
  severityRank,
  tick,
} from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { packs } from "./index.ts";

const cities = new URL("../deploy/cities/", import.meta.url);
const dutiesOf = (city: string): string[] =>
  JSON.parse(readFileSync(new URL(`${city}/profile.json`, cities), "utf8")).duties.map(
    ({ duty }: { duty: string }) => duty,
  );

/**
 * Analysis tools open with the issue that builds them; until then a pack may name none. The platform's permissions are
 * checked against its table of roles, beside that table.
 */
const known = { flows: ["city-case"], tools: [], permissions: [] };

describe.each(packs.map((pack) => [pack.id, pack] as const))("pack %s", (_, pack) => {
  test.each(readdirSync(cities))("is sound in the city %s, and somebody has each of its duties", (city) => {
    expect(checkPack(pack, { ...known, duties: dutiesOf(city) })).toEqual([]);
  });
});

test("no two packs declare the same thing, device, rule or case", () => {
  const ids = (kind: "things" | "devices" | "rules" | "cases"): string[] =>
    packs.flatMap((pack) => (pack[kind] ?? []).map(({ id }) => id));
  for (const kind of ["things", "devices", "rules", "cases"] as const)
    expect(ids(kind).length).toBe(new Set(ids(kind)).size);
});

/** Plays an event on one thing as the simulator does, an hour of ordinary life before it and two after. */
const play = (pack: Pack, event: PlayEvent, rule: Rule): RuleEvent[] => {
  const attributes = { lipCm: 210, warningCm: 420, warningLevelCm: 290 };
  const compiled = compileRule(rule, attributes);
  if (compiled === undefined) throw new Error(`${rule.id} does not judge a thing with ${Object.keys(attributes)}`);
  const state = newRuleState(compiled);
  const events: RuleEvent[] = [];
  const start = Date.parse("2026-06-14T01:00:00Z");
  const ordinaryEvery = rule.on.every ?? (300_000 as Duration);
  const rhythm = pack.scenario?.rhythms.find(({ thing, stream }) => thing === event.thing && stream === rule.on);
  for (let at = start - 3_600_000; at < start + event.lasts + 7_200_000; ) {
    const since = at - start;
    const moment: PlayMoment = {
      hour: ((at / 3_600_000 + 8) % 24) as number,
      rainMmPerHour: 0,
      rainLastHourMm: 0,
      chance: Math.sin(at),
      attributes,
    };
    const ordinary = rhythm?.value(moment) ?? 0;
    const isPlaying = since >= 0 && since < event.lasts && event.stream === rule.on;
    const value = isPlaying ? event.value(since, ordinary, moment) : ordinary;
    events.push(...tick(compiled, state, at));
    if (value !== undefined) events.push(...judge(compiled, state, { at, value, received: at }));
    at += since >= 0 && since < event.lasts ? event.every : Math.min(ordinaryEvery, since < 0 ? -since : ordinaryEvery);
  }
  return events.map((told) => ({ ...told, at: told.at - start }));
};

const scenes = packs.flatMap((pack) =>
  (pack.scenario?.events ?? []).flatMap((event) =>
    (pack.rules ?? [])
      .filter(({ on }) => event.thing.streams.some(({ id }) => id === on.id))
      .map((rule) => ({ name: event.id, rule: rule.id, pack, event, of: rule })),
  ),
);

describe("what the simulator plays leads to what it says, and to nothing else", () => {
  test.each(scenes)("$name under rule $rule", ({ pack, event, of }) => {
    const told = play(pack, event, of);
    const outcome = event.leadsTo;
    if (outcome?.rule !== of) {
      expect(told).toEqual([]);
      return;
    }
    const raised = told.filter(({ kind }) => kind === "raise");
    expect(raised).toHaveLength(1);
    expect(raised[0]?.at).toBeLessThanOrEqual(outcome.within);
    const gravest = told.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))[0]?.severity;
    expect(gravest).toBe(outcome.severity);
    expect(told.at(-1)?.kind).toBe("clear");
    expect(isSilenceRule(of) ? undefined : of.reports).toBe(outcome.case);
  });
});

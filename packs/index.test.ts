import { readdirSync, readFileSync } from "node:fs";
import {
  type Actor,
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
  tasksAt,
  tick,
} from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { packs } from "./index.ts";

const deploy = new URL("../deploy/", import.meta.url);
/** Every city that comes along, and the one that `chengyun init` begins with. */
const profiles = [
  ...readdirSync(new URL("cities/", deploy)).map((city) => `cities/${city}/profile.json`),
  "new-city.json",
];
const dutiesOf = (profile: string): string[] =>
  JSON.parse(readFileSync(new URL(profile, deploy), "utf8")).duties.map(({ duty }: { duty: string }) => duty);

/**
 * Analysis tools open with the issue that builds them; until then a pack may name none. The platform's permissions are
 * checked against its table of roles, beside that table.
 */
const known = { flows: ["city-case"], tools: [], permissions: [] };

describe.each(packs.map((pack) => [pack.id, pack] as const))("pack %s", (_, pack) => {
  test.each(profiles)("is sound in the city of %s, and somebody has each of its duties", (profile) => {
    expect(checkPack(pack, { ...known, duties: dutiesOf(profile) })).toEqual([]);
  });
});

const kinds = ["things", "links", "devices", "rules", "cases", "layers", "incidents", "plans"] as const;

test.each(kinds)("no two packs declare one id among the %s", (kind) => {
  const ids = packs.flatMap((pack) => (pack[kind] ?? []).map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

const idsOf = (of: (pack: Pack) => readonly { readonly id: string }[] | undefined): Set<string> =>
  new Set(packs.flatMap((pack) => of(pack)?.map(({ id }) => id) ?? []));

test("incidents name categories and rules that some pack declares", () => {
  const [cases, rules] = [idsOf((pack) => pack.cases), idsOf((pack) => pack.rules)];
  const incidents = packs.flatMap((pack) => pack.incidents ?? []);
  expect(incidents.length).toBeGreaterThanOrEqual(6);
  const named = incidents.flatMap(({ case: own, opens }) => [own, ...(opens?.cases ?? [])]);
  expect(named.filter((id) => !cases.has(id))).toEqual([]);
  const judged = incidents.flatMap(({ inputs }) =>
    Object.values(inputs).flatMap(({ from }) => ("rules" in from ? (from.rules ?? []) : [])),
  );
  expect(judged.filter((id) => !rules.has(id))).toEqual([]);
});

test("every incident has a plan, every plan one incident, and each grave level does more than the one below", () => {
  const plans = packs.flatMap((pack) => pack.plans ?? []);
  const answered = plans.map(({ incident }) => incident);
  expect(answered.toSorted()).toEqual([...idsOf((pack) => pack.incidents)].toSorted());
  for (const plan of plans) {
    const counts = (["IV", "III", "II", "I"] as const).map((level) => tasksAt(plan, level).length);
    expect(counts, plan.id).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[0], plan.id).toBeGreaterThanOrEqual(6);
  }
});

test("what is called a resource is a thing of some pack", () => {
  const things = idsOf((pack) => pack.things);
  const resources = packs.flatMap((pack) => pack.resources ?? []);
  expect(resources.map(({ thing }) => thing).filter((id) => !things.has(id))).toEqual([]);
});

describe.each(packs.map((pack) => [pack.id, pack] as const))("the map of pack %s", (_, { links = [], layers = [] }) => {
  test("shows every pipe, cable and reach the pack knows", () => {
    const shown = layers.flatMap((layer) => ("link" in layer ? [layer.link.id] : []));
    expect(shown.toSorted()).toEqual(links.map(({ id }) => id).toSorted());
  });
});

/** What happens to one thing. */
type Course = Pick<PlayEvent, "thing" | "stream" | "lasts" | "every" | "value">;

/** Plays a course on one thing as the simulator does, an hour of ordinary life before it and two after. */
const play = (pack: Pack, event: Course, rule: Rule): RuleEvent[] => {
  const attributes = { lipCm: 210, warningCm: 420, warningLevelCm: 290, lowKpa: 160 };
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
      position: [112.35, 28.85],
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

/** Things of each part of each play: near and far, the first and the later ones. */
const acts = packs.flatMap((pack) =>
  (pack.scenario?.plays ?? []).flatMap((one) =>
    one.parts.flatMap((part) =>
      (part.cast === "scene" ? [0] : [0.1, 0.4, 0.9]).flatMap((share, order) => {
        const cast = part.cast === "scene" ? { within: 0, beyond: 0 } : { beyond: 0, ...part.cast };
        const actor: Actor = { order, metres: cast.beyond + share * (cast.within - cast.beyond) };
        const course: Course = {
          ...part,
          lasts: one.lasts,
          value: (since, ordinary, moment) => part.value(since, ordinary, moment, actor),
        };
        return (pack.rules ?? [])
          .filter(({ on }) => on === part.stream)
          .map((rule) => ({
            name: `${one.id} ${part.thing.id} ${Math.round(actor.metres)} m off`,
            ...{ rule: rule.id, pack, course, of: rule, outcome: part.leadsTo?.(actor) },
          }));
      }),
    ),
  ),
);

describe("what is played by name leads to what it says, and to nothing else", () => {
  test.each(acts)("$name under rule $rule", ({ pack, course, of, outcome }) => {
    if (outcome === "may") return;
    const told = play(pack, course, of);
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
  });
});

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

import type { Label, Play, Rule, Severity } from "@chengyun/kernel";
import type { Member } from "./cast.ts";

/** An alarm that must be there: of this rule, on this thing, raised between these moments. */
export interface ExpectedAlarm {
  readonly rule: string;
  readonly thing: string;
  readonly thingName: Label;
  readonly severity: Severity;
  readonly notBefore: string;
  readonly notAfter: string;
  /** How far from the scene. */
  readonly metres: number;
}

/** What was played, and what the city must have made of it: written beside the city, never told to it. */
export interface PlayTruth {
  readonly scenario: string;
  readonly name: Label;
  readonly about: Label;
  readonly seed: number;
  readonly startedAt: string;
  readonly endsAt: string;
  /** Where it happened. */
  readonly scene: { readonly thing: string; readonly name: Label; readonly position: readonly [number, number] };
  /** Everything that took part, and from when on it was not as usual. */
  readonly played: readonly {
    readonly thing: string;
    readonly name: Label;
    readonly stream: string;
    readonly metres: number;
    readonly travelMs?: number;
  }[];
  readonly alarms: readonly ExpectedAlarm[];
  readonly cases: readonly { readonly category: string; readonly count: number }[];
  /** Rules that must not raise on these things. */
  readonly mustNot: readonly { readonly rule: string; readonly thing: string }[];
}

/** Rules whose alarms a play may lead to. */
const rulesOn = (rules: readonly Rule[], member: Member): readonly Rule[] =>
  rules.filter(({ on }) => member.part.device.serves.streams.some(({ id }) => id === on.id));

const alarmOf = (play: Play, member: Member, startedAt: number): ExpectedAlarm | undefined => {
  const outcome = play.parts[member.role]?.leadsTo?.(member.actor);
  if (outcome === undefined || outcome === "may") return undefined;
  const { ref, name } = member.thing;
  return {
    rule: outcome.rule.id,
    thing: ref,
    thingName: name,
    severity: outcome.severity,
    notBefore: new Date(startedAt).toISOString(),
    notAfter: new Date(startedAt + outcome.within).toISOString(),
    metres: member.actor.metres,
  };
};

/** At the rim, where the truth says nothing. */
const isOpen = (play: Play, { role, actor }: Member): boolean => play.parts[role]?.leadsTo?.(actor) === "may";

/** As many cases as the play says, as far as anything was there to open them. */
const casesOf = (play: Play, alarms: readonly ExpectedAlarm[], rules: readonly Rule[]) =>
  play.cases.map(({ type, count }) => {
    const able = new Set(rules.filter(({ reports }) => reports?.id === type.id).map(({ id }) => id));
    return { category: type.id, count: Math.min(count, alarms.filter(({ rule }) => able.has(rule)).length) };
  });

/** The truth of a play before it begins. */
export const truthOf = (
  play: Play,
  cast: readonly Member[],
  { seed, startedAt, rules }: { readonly seed: number; readonly startedAt: number; readonly rules: readonly Rule[] },
): PlayTruth => {
  const [first] = cast;
  if (first === undefined) throw new Error(`nothing in this city can play ${play.id}`);
  const scene = cast.find(({ actor }) => actor.metres === 0) ?? first;
  const alarms = cast.flatMap((member) => alarmOf(play, member, startedAt) ?? []);
  const open = new Set(cast.filter((member) => isOpen(play, member)).map(({ thing }) => thing.ref));
  const expected = new Set(alarms.map(({ rule, thing }) => `${rule} ${thing}`));
  const mustNot = cast
    .filter(({ thing }) => !open.has(thing.ref))
    .flatMap((member) => rulesOn(rules, member).map(({ id }) => ({ rule: id, thing: member.thing.ref })))
    .filter(({ rule, thing }, index, all) => {
      const isFirst = all.findIndex((other) => other.rule === rule && other.thing === thing) === index;
      return isFirst && !expected.has(`${rule} ${thing}`);
    });
  return {
    scenario: play.id,
    name: play.name,
    about: play.about,
    seed,
    startedAt: new Date(startedAt).toISOString(),
    endsAt: new Date(startedAt + play.lasts).toISOString(),
    scene: { thing: scene.thing.ref, name: scene.thing.name, position: scene.thing.position },
    played: cast.map(({ thing, actor, role }) => ({
      thing: thing.ref,
      name: thing.name,
      stream: play.parts[role]?.stream.id ?? "",
      metres: actor.metres,
      ...(actor.travelMs === undefined ? {} : { travelMs: Math.round(actor.travelMs) }),
    })),
    alarms,
    cases: casesOf(play, alarms, rules),
    mustNot,
  };
};

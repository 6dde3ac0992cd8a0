import { defaultLateness, type Judge, type ThresholdJudge } from "./rule-judge.ts";
import {
  assignRuleState,
  clear,
  copyRuleState,
  type Episode,
  type JudgedReading,
  judge,
  never,
  newRuleState,
  type RuleEvent,
  type RuleState,
  schedule,
  severityAt,
  tick,
} from "./rule-state.ts";

/** What is judged again: a state older than the late reading, and every reading after it, in order of device time. */
export interface RulePast {
  readonly base: RuleState;
  readonly readings: readonly JudgedReading[];
  /** Server time up to which timers have run. */
  readonly now: number;
}

const endOf = (episode: Episode): number => (episode.cleared === never ? Number.POSITIVE_INFINITY : episode.cleared);

const overlap = (one: Episode, other: Episode): boolean => one.alarm < endOf(other) && other.alarm < endOf(one);

/** Episodes of a state that its base did not already know as ended. */
const episodesSince = (base: RuleState, state: RuleState): Episode[] => {
  const ended = new Set(base.recent.filter(({ cleared }) => cleared !== never).map(({ alarm }) => alarm));
  return state.recent.filter(({ alarm }) => !ended.has(alarm));
};

/** What was told and what judging in order finds, side by side while they are brought together. */
interface Comparison {
  readonly rule: ThresholdJudge;
  readonly told: RuleState;
  readonly found: RuleState;
  readonly history: readonly RuleEvent[];
  readonly events: RuleEvent[];
}

/** The same alarm stands in both: its identity stays, its start and severity become what was found. */
const keepOpen = ({ rule, told, found, events }: Comparison): void => {
  const alarm = told.alarm;
  const severity = severityAt(rule, found.level);
  const ended = told.recent.findLast(({ cleared }) => cleared !== never)?.cleared ?? never;
  found.since = Math.max(found.since, ended);
  const event = { alarm, since: found.since, at: found.last, severity, value: found.value };
  found.alarm = alarm;
  if (found.since !== told.since) events.push({ kind: "move", ...event });
  if (found.level !== told.level) events.push({ kind: "step", ...event, from: severityAt(rule, told.level) });
};

/** The alarm was told to have ended, which is not taken back: what still holds is counted anew from there. */
const keepClosed = ({ rule, found }: Comparison, cleared: number): void => {
  found.level = 0;
  found.alarm = never;
  found.since = never;
  found.turned = found.turned.map((at) => Math.max(at, cleared));
  schedule(rule, found);
};

/**
 * The standing alarm was raised too early, for a late reading broke the hold; but its condition holds again and is on
 * its way to the same alarm. Nobody is helped by a clear and a second raise, so it stays, with its start moved.
 */
const keepEarly = (comparison: Comparison): void => {
  const { told, found, rule } = comparison;
  found.level = told.level;
  found.since = found.turned[0] ?? told.since;
  schedule(rule, found);
  keepOpen(comparison);
};

const settle = (comparison: Comparison, told: Episode, found: Episode): Episode => {
  const { events, history } = comparison;
  if (found.cleared === never) {
    if (told.cleared === never) keepOpen(comparison);
    else keepClosed(comparison, told.cleared);
    return told;
  }
  if (told.cleared !== never) return told;
  const end = history.find((event) => event.kind === "clear" && event.alarm === found.alarm);
  if (end !== undefined) events.push({ ...end, alarm: told.alarm });
  return { alarm: told.alarm, cleared: found.cleared };
};

/** Takes the told episode a found one is: the first that overlaps, for a standing one the last. */
const takeMatch = (told: Episode[], found: Episode): Episode | undefined => {
  const isSame = (other: Episode): boolean => overlap(other, found);
  const index = found.cleared === never ? told.findLastIndex(isSame) : told.findIndex(isSame);
  return index < 0 ? undefined : told.splice(index, 1)[0];
};

/** What becomes of a told episode that judging in order does not find. */
const settleLost = (comparison: Comparison, lost: Episode): Episode => {
  const { told, found, events, rule } = comparison;
  if (lost.cleared !== never) return lost;
  if (found.level === 0 && found.met > 0) {
    keepEarly(comparison);
    return lost;
  }
  events.push(clear(rule, copyRuleState(told), found.last));
  return { alarm: lost.alarm, cleared: found.last };
};

/** Brings told and found episodes together in order of time; each told one stands for at most one found. */
const compare = (comparison: Comparison, base: RuleState): Episode[] => {
  const told = episodesSince(base, comparison.told);
  const pairs = episodesSince(base, comparison.found).map((found) => ({ found, match: takeMatch(told, found) }));
  const settled = told.map((lost) => settleLost(comparison, lost));
  for (const { found, match } of pairs) {
    settled.push(match === undefined ? found : settle(comparison, match, found));
    if (match === undefined) comparison.events.push(...comparison.history.filter(({ alarm }) => alarm === found.alarm));
  }
  return settled.sort((one, other) => one.alarm - other.alarm);
};

/**
 * Judges a stream again after a late reading was put in its place. The state becomes what judging in order gives,
 * and the returned events lead from what was told to there. What was told stays told: an alarm keeps its identity
 * even if its start moves, a raised one that turns out wrong is cleared, a cleared one is not opened again (what
 * still holds is a new alarm), and an episode nobody saw is told whole.
 */
export const rejudge = (rule: Judge, state: RuleState, past: RulePast): readonly RuleEvent[] => {
  if (rule.kind === "silence") return [];
  const found = copyRuleState(past.base);
  const history: RuleEvent[] = [];
  for (const reading of past.readings) history.push(...judge(rule, found, reading));
  history.push(...tick(rule, found, past.now));
  const events: RuleEvent[] = [];
  const recent = compare({ rule, told: state, found, history, events }, past.base);
  const ended = past.base.recent.filter((episode) => episode.cleared !== never);
  found.recent = [...ended, ...recent];
  events.push(...tick(rule, found, past.now));
  assignRuleState(state, found);
  return events;
};

/** A judge's state with the small window of readings that lets late ones be put in their place; plain JSON. */
export interface RuleMemory {
  readonly state: RuleState;
  /** State before the readings kept, at least the lateness old. */
  readonly base: RuleState;
  /** The next base. */
  readonly next: RuleState;
  /** Readings after the base, in order of device time. */
  readonly readings: JudgedReading[];
}

/** Memory of a judge that has seen nothing, or whose state was restored from a snapshot. */
export const newRuleMemory = (rule: Judge, state: RuleState = newRuleState(rule)): RuleMemory => ({
  state,
  base: copyRuleState(state),
  next: copyRuleState(state),
  readings: [],
});

const rotate = (memory: RuleMemory): void => {
  const { state, base, next, readings } = memory;
  assignRuleState(base, next);
  assignRuleState(next, state);
  let dropped = 0;
  while (dropped < readings.length && (readings[dropped]?.at ?? never) <= base.last) dropped += 1;
  readings.splice(0, dropped);
};

const judgeLate = (rule: Judge, memory: RuleMemory, reading: JudgedReading): readonly RuleEvent[] => {
  const { state, base, next, readings } = memory;
  const place = readings.findLastIndex(({ at }) => at <= reading.at);
  if (readings[place]?.at === reading.at) return [];
  readings.splice(place + 1, 0, reading);
  const events = rejudge(rule, state, { base, readings, now: reading.received });
  if (next.last > reading.at) assignRuleState(next, base);
  return events;
};

/**
 * Judges a reading wherever it belongs: a new one at once, one late by at most the lateness by judging the window
 * again, a repeat or a later one not at all. For threshold judges the reading must be within range.
 */
export const judgeInPlace = (
  rule: Judge,
  memory: RuleMemory,
  reading: JudgedReading,
  lateness: number = defaultLateness,
): readonly RuleEvent[] => {
  const { state, base, next } = memory;
  if (rule.kind === "silence") return judge(rule, state, reading);
  if (!(reading.value >= rule.lowest && reading.value <= rule.highest)) return [];
  if (reading.at > state.last) {
    if (reading.at > next.last + lateness) rotate(memory);
    memory.readings.push(reading);
    return judge(rule, state, reading);
  }
  if (reading.at <= base.last || reading.at < state.last - lateness) return judgeSetBack(rule, memory, reading);
  return judgeLate(rule, memory, reading);
};

/** A reading far behind is judged only when it shows a clock set right; the window starts anew then. */
const judgeSetBack = (rule: Judge, memory: RuleMemory, reading: JudgedReading): readonly RuleEvent[] => {
  const { state, base, next, readings } = memory;
  const events = judge(rule, state, reading);
  if (state.last !== reading.at) return events;
  assignRuleState(base, state);
  assignRuleState(next, state);
  readings.length = 0;
  return events;
};

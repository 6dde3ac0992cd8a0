import { defaultLateness, isCalm, type Judge, levelOf, type SilenceJudge, type ThresholdJudge } from "./rule-judge.ts";
import type { Severity } from "./severity.ts";

/**
 * How a rule judges a stream.
 *
 * Time. A value stands until the next reading. A reading first brings the judge to its own device time and then
 * speaks, so the events do not depend on when timers happened to run. Timers run on server time: device time plus
 * the lag of the newest reading, so that a device whose clock is wrong, or a backlog, is never judged ahead of what
 * the device could still say.
 *
 * Levels. A level holds while its own condition or a graver one is met. It is reached after holding for `for`
 * without a break, and left after not holding for the longer of `for` and `clear.for` without a break. So every step
 * in either direction has been seen for a full hold, which is what keeps an alarm at the edge of a level from
 * flapping; and a level that ends together with the alarm makes no step just before the clear. The mildest level is
 * left only by clearing.
 *
 * Clearing. While no level's condition is met and the clearing condition is, for `clear.for` without a break.
 * Between the clearing level and the mildest level the alarm stays.
 *
 * Identity. (rule, thing, start of condition), the start being the first reading of the run that raised it.
 */

/** What a judge needs of a reading, times in milliseconds since 1970 UTC. */
export interface JudgedReading {
  /** Time of the measurement by the device. */
  readonly at: number;
  readonly value: number;
  /** Server time of its arrival. */
  readonly received: number;
}

/** "No such time" in a state; a number, so that a state stays plain JSON of one shape. */
export const never = -1;

/** An alarm a judge has told of: its identity and when it was cleared, `never` while it stands. */
export interface Episode {
  readonly alarm: number;
  readonly cleared: number;
}

/** All a judge remembers of a stream; plain JSON, changed in place. Times are device times but for `lag`. */
export interface RuleState {
  /** Newest reading judged, its value, and its arrival minus its device time. */
  last: number;
  value: number;
  lag: number;
  /** Number of the gravest level the newest value meets; 0 for none. */
  met: number;
  /** For each level, when its condition last began or ceased to hold. */
  turned: number[];
  /** Since when the clearing condition holds. */
  calm: number;
  /** Number of the level raised; 0 for no alarm. */
  level: number;
  /** Identity of the alarm raised: start of its condition as known when it was raised. */
  alarm: number;
  /** Start of the condition as known now. */
  since: number;
  /** Device time at which something changes if no reading comes. */
  due: number;
  /** Alarms told of lately, oldest first; what rejudging must not tell again. Replaced, never changed in place. */
  recent: readonly Episode[];
}

/** What happened to an alarm: raised, stepped up or down, cleared, or its start moved by a late reading. */
export interface RuleEvent {
  readonly kind: "raise" | "step" | "clear" | "move";
  /** Identity within (rule, thing): start of the condition as known when raised. Never changes. */
  readonly alarm: number;
  /** Start of the condition as known now. */
  readonly since: number;
  /** Device time of the event: of the reading, or of the end of the hold. */
  readonly at: number;
  /** Severity after the event; of a cleared alarm the last one. */
  readonly severity: Severity;
  /** Severity before a step. */
  readonly from?: Severity;
  /** Newest value at the time of the event; absent for silence. */
  readonly value?: number;
}

const nothing: readonly RuleEvent[] = Object.freeze([]);

/** Alarms remembered for rejudging; more than a window of a minute can hold at any sensible rate of episodes. */
const remembered = 16;

/** State of a judge that has seen nothing; a silence judge counts from `expected` when given. */
export const newRuleState = (judge: Judge, expected: number = never): RuleState => ({
  last: judge.kind === "silence" ? expected : never,
  value: 0,
  lag: 0,
  met: 0,
  turned: judge.kind === "silence" ? [] : judge.levels.map(() => never),
  calm: never,
  level: 0,
  alarm: never,
  since: never,
  due: judge.kind === "silence" && expected !== never ? expected + judge.hold : never,
  recent: [],
});

/** Copy of a state that can be judged on without changing the original. */
export const copyRuleState = (state: RuleState): RuleState => ({ ...state, turned: [...state.turned] });

/** Overwrites a state with another of the same judge, without allocating. */
export const assignRuleState = (to: RuleState, from: RuleState): void => {
  to.last = from.last;
  to.value = from.value;
  to.lag = from.lag;
  to.met = from.met;
  to.calm = from.calm;
  to.level = from.level;
  to.alarm = from.alarm;
  to.since = from.since;
  to.due = from.due;
  to.recent = from.recent;
  for (let index = 0; index < from.turned.length; index += 1) to.turned[index] = from.turned[index] ?? never;
};

/** Severity of a numbered level. */
export const severityAt = (judge: Judge, level: number): Severity =>
  judge.kind === "silence" ? judge.severity : (judge.levels[level - 1]?.severity ?? "blue");

const toEvent = (judge: Judge, state: RuleState, kind: RuleEvent["kind"], at: number): RuleEvent => {
  const { alarm, since } = state;
  const severity = severityAt(judge, state.level);
  return judge.kind === "silence"
    ? { kind, alarm, since, at, severity }
    : { kind, alarm, since, at, severity, value: state.value };
};

const turnedAt = (state: RuleState, level: number): number => state.turned[level - 1] ?? never;

const dueUp = (judge: ThresholdJudge, state: RuleState): number =>
  state.met > state.level ? turnedAt(state, state.level + 1) + judge.hold : never;

const dueDown = (judge: ThresholdJudge, state: RuleState): number =>
  state.level > 1 && state.met < state.level ? turnedAt(state, state.level) + judge.fall : never;

const dueClear = (judge: ThresholdJudge, state: RuleState): number =>
  state.level > 0 && state.calm !== never ? state.calm + judge.clearHold : never;

const earlier = (one: number, other: number): number =>
  one === never ? other : other === never ? one : Math.min(one, other);

/** Recomputes when a threshold judge has something to do next. */
export const schedule = (judge: ThresholdJudge, state: RuleState): void => {
  const change = state.met > state.level ? dueUp(judge, state) : dueDown(judge, state);
  state.due = earlier(dueClear(judge, state), change);
};

/** Raises an alarm in a state and remembers it. */
const raise = (judge: Judge, state: RuleState, since: number, at: number): RuleEvent => {
  state.alarm = since;
  state.since = since;
  state.recent = [...state.recent.slice(1 - remembered), { alarm: since, cleared: never }];
  return toEvent(judge, state, "raise", at);
};

/** Clears the alarm of a state and remembers when. */
export const clear = (judge: Judge, state: RuleState, at: number): RuleEvent => {
  const event = toEvent(judge, state, "clear", at);
  const { alarm } = state;
  state.recent = state.recent.map((episode) => (episode.alarm === alarm ? { alarm, cleared: at } : episode));
  state.level = 0;
  state.alarm = never;
  state.since = never;
  return event;
};

const climb = (judge: ThresholdJudge, state: RuleState, at: number): RuleEvent => {
  const before = state.level;
  while (state.level < state.met && turnedAt(state, state.level + 1) + judge.hold <= at) state.level += 1;
  if (before === 0) return raise(judge, state, turnedAt(state, 1), at);
  return { ...toEvent(judge, state, "step", at), from: severityAt(judge, before) };
};

const descend = (judge: ThresholdJudge, state: RuleState, at: number): RuleEvent => {
  const from = severityAt(judge, state.level);
  while (state.level > 1 && state.met < state.level && turnedAt(state, state.level) + judge.fall <= at)
    state.level -= 1;
  return { ...toEvent(judge, state, "step", at), from };
};

/** Lets everything happen that is due up to a device time, in order. */
const advance = (judge: ThresholdJudge, state: RuleState, until: number, events: RuleEvent[]): void => {
  while (state.due !== never && state.due <= until) {
    const at = state.due;
    if (dueClear(judge, state) === at) events.push(clear(judge, state, at));
    else events.push(state.met > state.level ? climb(judge, state, at) : descend(judge, state, at));
    schedule(judge, state);
  }
};

/** Forgets runs that were timed by a clock that stood ahead; an alarm raised stays. */
const restart = (state: RuleState, at: number): void => {
  state.met = 0;
  state.calm = never;
  state.due = never;
  state.turned.fill(at);
};

const speak = (judge: ThresholdJudge, state: RuleState, reading: JudgedReading, met: number): void => {
  const { at, value } = reading;
  for (let index = Math.min(met, state.met); index < Math.max(met, state.met); index += 1) state.turned[index] = at;
  const calm = met === 0 && isCalm(judge, value);
  if (!calm) state.calm = never;
  else if (state.calm === never) state.calm = at;
  state.met = met;
  state.value = value;
  schedule(judge, state);
};

/** Whether the newest reading stood in the future and this one shows the device's clock set right. */
const isSetBack = (state: RuleState, reading: JudgedReading): boolean =>
  state.last > reading.received + defaultLateness && reading.at < state.last - defaultLateness;

const judgeThreshold = (judge: ThresholdJudge, state: RuleState, reading: JudgedReading): readonly RuleEvent[] => {
  const { at, value } = reading;
  if (!(value >= judge.lowest && value <= judge.highest)) return nothing;
  if (at <= state.last) {
    if (!isSetBack(state, reading)) return nothing;
    restart(state, at);
  }
  const met = levelOf(judge, value);
  const isDue = state.due !== never && state.due <= at;
  state.last = at;
  state.lag = reading.received - at;
  if (!isDue && met === state.met && (met > 0 || isCalm(judge, value) === (state.calm !== never))) {
    state.value = value;
    return nothing;
  }
  const events: RuleEvent[] = [];
  advance(judge, state, at, events);
  speak(judge, state, reading, met);
  advance(judge, state, at, events);
  return events.length === 0 ? nothing : events;
};

const raiseSilence = (judge: SilenceJudge, state: RuleState): RuleEvent => {
  const at = state.due;
  state.level = 1;
  state.due = never;
  return raise(judge, state, state.last, at);
};

const hear = (judge: SilenceJudge, state: RuleState, at: number, received: number): void => {
  state.last = at;
  state.lag = received - at;
  state.due = at + judge.hold;
};

const judgeSilence = (judge: SilenceJudge, state: RuleState, reading: JudgedReading): readonly RuleEvent[] => {
  const { at, received } = reading;
  if (at === state.last) return nothing;
  const isNewer = at > state.last || isSetBack(state, reading);
  const isOverdue = state.due !== never && state.due + state.lag <= received;
  if (!isOverdue && state.level === 0) {
    if (isNewer) hear(judge, state, at, received);
    else state.due = Math.max(state.due, received - state.lag + judge.hold);
    return nothing;
  }
  const events = isOverdue ? [raiseSilence(judge, state)] : [];
  // An old reading that ends a silence says when the device spoke, by its arrival: the next silence is another one.
  const heard = isNewer ? at : received - state.lag;
  events.push(clear(judge, state, heard));
  hear(judge, state, heard, received);
  return events;
};

/** Lets a silence last until a server time before anything is told of it: whoever listened did not hear meanwhile. */
export const excuseSilence = (state: RuleState, until: number): void => {
  if (state.due !== never) state.due = Math.max(state.due, until - state.lag);
};

/**
 * Judges a reading as it arrives, changing the state, and returns what happened (mostly the same empty list).
 * A threshold judge leaves a reading out that is out of range or not newer than the newest; a late one within the
 * lateness is for {@link rejudge}. To a silence judge any reading, however odd, shows that the device speaks.
 */
export const judge = (rule: Judge, state: RuleState, reading: JudgedReading): readonly RuleEvent[] =>
  rule.kind === "silence" ? judgeSilence(rule, state, reading) : judgeThreshold(rule, state, reading);

/**
 * Server time at which {@link tick} has something to do if no reading comes before; `never` for nothing.
 * Readings move it, mostly later: an engine pushes it on its heap when it got earlier, and looks again on popping.
 */
export const due = (state: RuleState): number => (state.due === never ? never : state.due + state.lag);

/** Lets the holds and silences end that are due by a server time. */
export const tick = (rule: Judge, state: RuleState, now: number): readonly RuleEvent[] => {
  const until = now - state.lag;
  if (state.due === never || state.due > until) return nothing;
  if (rule.kind === "silence") return [raiseSilence(rule, state)];
  const events: RuleEvent[] = [];
  advance(rule, state, until, events);
  return events;
};

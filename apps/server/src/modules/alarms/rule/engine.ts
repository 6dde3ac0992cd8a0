import {
  due,
  excuseSilence,
  type Judge,
  judgeInPlace,
  never,
  newRuleMemory,
  newRuleState,
  type RuleEvent,
  type RuleMemory,
  type RuleState,
  type Severity,
  tick,
} from "@chengyun/kernel";
import { uuidv7 } from "uuidv7";
import { DueHeap } from "./due-heap.ts";
import type { AlarmEvent, Heard, StandingAlarm, Watch, WatchPlan } from "./model.ts";
import { type KeptWatch, keepWatch, restoreMemory } from "./snapshot.ts";

/** What the engine is given. */
export interface RuleEngineOptions {
  /** City time in ms. */
  readonly now: () => number;
  /** Takes what happened to alarms, in order. */
  readonly tell: (event: AlarmEvent) => void;
  /** Newest value of a stream, for alarms about silence. */
  readonly latest: (streamNo: number) => { readonly at: number; readonly value: number } | undefined;
}

const keyOf = (rule: string, streamNo: number): string => `${rule} ${streamNo}`;

const levelsOf = (judge: Judge): number => (judge.kind === "silence" ? -1 : judge.levels.length);

const same = (one: Judge, other: Judge): boolean => JSON.stringify(one, toText) === JSON.stringify(other, toText);

/** Infinite bounds would all look alike in JSON. */
const toText = (_: string, value: unknown): unknown => (typeof value === "number" ? String(value) : value);

/** State of a judge that took over a standing alarm it never saw. */
const adoptedState = (judge: Judge, alarm: StandingAlarm): RuleState => {
  const state = newRuleState(judge, alarm.startedAt);
  const names = judge.kind === "silence" ? [judge.severity] : judge.levels.map(({ severity }) => severity);
  const level = Math.max(1, names.indexOf(alarm.severity) + 1);
  const { startedAt } = alarm;
  return {
    ...state,
    last: startedAt,
    value: alarm.value,
    met: judge.kind === "silence" ? 0 : level,
    turned: state.turned.map(() => startedAt),
    level,
    alarm: startedAt,
    since: startedAt,
    due: never,
    recent: [{ alarm: startedAt, cleared: never }],
  };
};

const severityOf = ({ judge, memory }: Watch): Severity => {
  const names = judge.kind === "silence" ? [judge.severity] : judge.levels.map(({ severity }) => severity);
  return names[memory.state.level - 1] ?? "blue";
};

/** Judges readings and time. */
export class RuleEngine {
  readonly #options: RuleEngineOptions;
  readonly #watches = new Map<string, Watch>();
  readonly #byStream = new Map<number, Watch[]>();
  readonly #waiting = new Map<string, KeptWatch>();
  #heap = new DueHeap();
  /** From when until when nobody is called silent. */
  #quiet = { from: Number.NEGATIVE_INFINITY, until: Number.NEGATIVE_INFINITY };

  constructor(options: RuleEngineOptions) {
    this.#options = options;
  }

  /** Rules on a stream; undefined when none watches it. */
  watchesOn(streamNo: number): readonly Watch[] | undefined {
    return this.#byStream.get(streamNo);
  }

  hear(watch: Watch, reading: Heard): void {
    if (watch.judge.kind === "silence" && watch.memory.state.level === 0 && this.#isQuiet(reading.received))
      excuseSilence(watch.memory.state, this.#quiet.until);
    const events = judgeInPlace(watch.judge, watch.memory, reading);
    if (events.length > 0) this.#report(watch, events);
    this.#schedule(watch);
  }

  /** Lets everything happen that is due by now; a message that came by `judgedBy` or later may wait to be heard. */
  tick(judgedBy = Number.POSITIVE_INFINITY): void {
    const ms = this.#options.now();
    const waiting: Watch[] = [];
    while (this.#heap.earliest <= ms) {
      const watch = this.#heap.pop();
      if (watch !== undefined && !this.#wake(watch, ms, judgedBy)) waiting.push(watch);
    }
    for (const watch of waiting) this.#schedule(watch);
  }

  /** Watches what the plans say and nothing else; what a watch saw stays with it. */
  plan(plans: readonly WatchPlan[]): void {
    const wanted = new Map(plans.map((plan) => [keyOf(plan.rule.id, plan.streamNo), plan]));
    for (const watch of [...this.#watches.values()]) if (!wanted.has(watch.key)) this.#remove(watch);
    for (const [key, plan] of wanted) {
      const watch = this.#watches.get(key);
      if (watch === undefined) this.#add(plan, key);
      else this.#renew(watch, plan);
    }
    if (this.#heap.size > 4 * this.#watches.size + 1_000) this.#rebuildHeap();
  }

  /** Standing alarms of the store that no watch knows of: taken over, or cleared when nothing watches for them. */
  adopt(alarms: readonly StandingAlarm[]): void {
    for (const alarm of alarms) {
      const watch = this.#watches.get(keyOf(alarm.rule, alarm.streamNo));
      if (watch?.memory.state.recent.some((episode) => episode.alarm === alarm.startedAt) === true) continue;
      if (watch !== undefined && watch.memory.state.level === 0)
        watch.memory = newRuleMemory(watch.judge, adoptedState(watch.judge, alarm));
      else this.#clearLost(alarm);
    }
  }

  keep(): KeptWatch[] {
    return [...this.#watches.values()].map(keepWatch);
  }

  /** States of a snapshot, used by the next `plan` for watches that are new to it. */
  restore(kept: readonly KeptWatch[]): void {
    for (const one of kept) this.#waiting.set(one.key, one);
  }

  /** No silence is told before this city time: after a pause of ours devices need time to come back. */
  quietUntil(ms: number): void {
    const now = this.#options.now();
    const { from, until } = this.#quiet;
    this.#quiet = { from: until > now ? from : now, until: Math.max(until, ms) };
  }

  figures(): { rules: number; openAlarms: number } {
    let openAlarms = 0;
    for (const watch of this.#watches.values()) if (watch.memory.state.level > 0) openAlarms += 1;
    return { rules: this.#watches.size, openAlarms };
  }

  #report(watch: Watch, events: readonly RuleEvent[]): void {
    const { now, tell, latest } = this.#options;
    for (const event of events)
      tell({
        id: uuidv7(),
        kind: event.kind,
        rule: watch.rule.id,
        thing: watch.thing,
        streamNo: watch.streamNo,
        startedAt: event.alarm,
        since: event.since,
        at: event.at,
        judgedAt: now(),
        readingAt: watch.memory.state.last,
        severity: event.severity,
        value: event.value ?? latest(watch.streamNo)?.value ?? 0,
        silence: watch.judge.kind === "silence",
      });
  }

  #isQuiet(ms: number): boolean {
    return ms >= this.#quiet.from && ms < this.#quiet.until;
  }

  #schedule(watch: Watch): void {
    const at = due(watch.memory.state);
    if (at === never || (watch.heapDue !== never && watch.heapDue <= at)) return;
    watch.heapDue = at;
    this.#heap.push(at, watch);
  }

  /** False: it would be called silent while what it said may wait to be heard. */
  #wake(watch: Watch, ms: number, judgedBy: number): boolean {
    watch.heapDue = never;
    if (this.#watches.get(watch.key) !== watch) return true;
    const at = due(watch.memory.state);
    if (at !== never && at <= ms) {
      if (watch.judge.kind === "silence" && this.#isQuiet(ms)) {
        watch.heapDue = this.#quiet.until;
        this.#heap.push(this.#quiet.until, watch);
        return true;
      }
      if (watch.judge.kind === "silence" && at > judgedBy) return false;
      this.#report(watch, tick(watch.judge, watch.memory.state, ms));
    }
    this.#schedule(watch);
    return true;
  }

  #memoryOf(plan: WatchPlan, key: string): RuleMemory {
    const kept = this.#waiting.get(key);
    this.#waiting.delete(key);
    const restored = kept === undefined ? undefined : restoreMemory(plan.judge, kept);
    if (restored !== undefined) return restored;
    const seen = this.#options.latest(plan.streamNo)?.at ?? never;
    return newRuleMemory(plan.judge, newRuleState(plan.judge, Math.max(plan.expected, seen)));
  }

  #add(plan: WatchPlan, key: string): void {
    const { rule, judge, streamNo, thing } = plan;
    const watch: Watch = { key, rule, judge, streamNo, thing, memory: this.#memoryOf(plan, key), heapDue: never };
    this.#watches.set(key, watch);
    this.#byStream.set(streamNo, [...(this.#byStream.get(streamNo) ?? []), watch]);
    this.#schedule(watch);
  }

  #remove(watch: Watch): void {
    const { level, alarm, since } = watch.memory.state;
    if (level > 0)
      this.#report(watch, [{ kind: "clear", alarm, since, at: this.#options.now(), severity: severityOf(watch) }]);
    this.#watches.delete(watch.key);
    const rest = (this.#byStream.get(watch.streamNo) ?? []).filter((other) => other !== watch);
    if (rest.length === 0) this.#byStream.delete(watch.streamNo);
    else this.#byStream.set(watch.streamNo, rest);
  }

  #renew(watch: Watch, plan: WatchPlan): void {
    watch.thing = plan.thing;
    if (same(watch.judge, plan.judge)) return;
    if (levelsOf(watch.judge) !== levelsOf(plan.judge)) {
      this.#remove(watch);
      this.#add(plan, watch.key);
      return;
    }
    watch.judge = plan.judge;
    watch.memory = newRuleMemory(plan.judge, watch.memory.state);
  }

  #clearLost(alarm: StandingAlarm): void {
    const { startedAt, rule, thing, streamNo, severity, value } = alarm;
    const at = this.#options.now();
    const times = { startedAt, since: startedAt, at, judgedAt: at, readingAt: startedAt };
    this.#options.tell({
      ...{ id: uuidv7(), kind: "clear", rule, thing, streamNo, severity, value, silence: false },
      ...times,
    });
  }

  #rebuildHeap(): void {
    this.#heap = new DueHeap();
    for (const watch of this.#watches.values()) {
      watch.heapDue = never;
      this.#schedule(watch);
    }
  }
}

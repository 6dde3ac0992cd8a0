import {
  due,
  type Judge,
  judgeInPlace,
  never,
  newRuleMemory,
  newRuleState,
  type RuleEvent,
  type RuleState,
  severities,
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

/** Judges readings and time. */
export interface RuleEngine {
  /** Rules on a stream; undefined when none watches it. */
  readonly watchesOn: (streamNo: number) => readonly Watch[] | undefined;
  readonly hear: (watch: Watch, reading: Heard) => void;
  /** Lets everything happen that is due by now. */
  readonly tick: () => void;
  /** Watches what the plans say and nothing else; what a watch saw stays with it. */
  readonly plan: (plans: readonly WatchPlan[]) => void;
  /** Standing alarms of the store that no watch knows of: taken over, or cleared when nothing watches for them. */
  readonly adopt: (alarms: readonly StandingAlarm[]) => void;
  readonly keep: () => KeptWatch[];
  /** States of a snapshot, used by the next `plan` for watches that are new to it. */
  readonly restore: (kept: readonly KeptWatch[]) => void;
  /** No silence is told before this city time: after a pause of ours devices need time to come back. */
  readonly quietUntil: (ms: number) => void;
  readonly figures: () => { rules: number; openAlarms: number };
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

/** Makes an engine that watches nothing yet. */
export const createRuleEngine = ({ now, tell, latest }: RuleEngineOptions): RuleEngine => {
  const watches = new Map<string, Watch>();
  const byStream = new Map<number, Watch[]>();
  const waiting = new Map<string, KeptWatch>();
  let heap = new DueHeap();
  let quiet = Number.NEGATIVE_INFINITY;

  const report = (watch: Watch, events: readonly RuleEvent[]) => {
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
  };
  const schedule = (watch: Watch) => {
    const at = due(watch.memory.state);
    if (at === never || (watch.heapDue !== never && watch.heapDue <= at)) return;
    watch.heapDue = at;
    heap.push(at, watch);
  };
  const wake = (watch: Watch, ms: number) => {
    watch.heapDue = never;
    if (watches.get(watch.key) !== watch) return;
    const at = due(watch.memory.state);
    if (at !== never && at <= ms) {
      if (watch.judge.kind === "silence" && ms < quiet) {
        watch.heapDue = quiet;
        heap.push(quiet, watch);
        return;
      }
      report(watch, tick(watch.judge, watch.memory.state, ms));
    }
    schedule(watch);
  };
  const memoryOf = (plan: WatchPlan, key: string) => {
    const kept = waiting.get(key);
    waiting.delete(key);
    const restored = kept === undefined ? undefined : restoreMemory(plan.judge, kept);
    if (restored !== undefined) return restored;
    const seen = latest(plan.streamNo)?.at ?? never;
    return newRuleMemory(plan.judge, newRuleState(plan.judge, Math.max(plan.expected, seen)));
  };
  const add = (plan: WatchPlan, key: string) => {
    const { rule, judge, streamNo, thing } = plan;
    const watch: Watch = { key, rule, judge, streamNo, thing, memory: memoryOf(plan, key), heapDue: never };
    watches.set(key, watch);
    byStream.set(streamNo, [...(byStream.get(streamNo) ?? []), watch]);
    schedule(watch);
  };
  const end = (watch: Watch) => {
    const { level, alarm, since } = watch.memory.state;
    if (level === 0) return;
    const names =
      watch.judge.kind === "silence" ? [watch.judge.severity] : watch.judge.levels.map((one) => one.severity);
    report(watch, [{ kind: "clear", alarm, since, at: now(), severity: names[level - 1] ?? severities[3] }]);
  };
  const remove = (watch: Watch) => {
    end(watch);
    watches.delete(watch.key);
    const rest = (byStream.get(watch.streamNo) ?? []).filter((other) => other !== watch);
    if (rest.length === 0) byStream.delete(watch.streamNo);
    else byStream.set(watch.streamNo, rest);
  };
  const renew = (watch: Watch, plan: WatchPlan) => {
    watch.thing = plan.thing;
    if (same(watch.judge, plan.judge)) return;
    if (levelsOf(watch.judge) !== levelsOf(plan.judge)) {
      remove(watch);
      add(plan, watch.key);
      return;
    }
    watch.judge = plan.judge;
    watch.memory = newRuleMemory(plan.judge, watch.memory.state);
  };
  return {
    watchesOn: (streamNo) => byStream.get(streamNo),
    hear: (watch, reading) => {
      const events = judgeInPlace(watch.judge, watch.memory, reading);
      if (events.length > 0) report(watch, events);
      schedule(watch);
    },
    tick: () => {
      const ms = now();
      while (heap.earliest <= ms) {
        const watch = heap.pop();
        if (watch !== undefined) wake(watch, ms);
      }
    },
    plan: (plans) => {
      const wanted = new Map(plans.map((plan) => [keyOf(plan.rule.id, plan.streamNo), plan]));
      for (const watch of [...watches.values()]) if (!wanted.has(watch.key)) remove(watch);
      for (const [key, plan] of wanted) {
        const watch = watches.get(key);
        if (watch === undefined) add(plan, key);
        else renew(watch, plan);
      }
      if (heap.size > 4 * watches.size + 1_000) {
        heap = new DueHeap();
        for (const watch of watches.values()) {
          watch.heapDue = never;
          schedule(watch);
        }
      }
    },
    adopt: (alarms) => {
      for (const alarm of alarms) {
        const watch = watches.get(keyOf(alarm.rule, alarm.streamNo));
        if (watch?.memory.state.recent.some((episode) => episode.alarm === alarm.startedAt) === true) continue;
        if (watch !== undefined && watch.memory.state.level === 0) {
          watch.memory = newRuleMemory(watch.judge, adoptedState(watch.judge, alarm));
          continue;
        }
        const { startedAt, rule, thing, streamNo, severity, value } = alarm;
        const at = now();
        const times = { startedAt, since: startedAt, at, judgedAt: at, readingAt: startedAt };
        tell({ id: uuidv7(), kind: "clear", rule, thing, streamNo, severity, value, silence: false, ...times });
      }
    },
    keep: () => [...watches.values()].map(keepWatch),
    restore: (kept) => {
      for (const one of kept) waiting.set(one.key, one);
    },
    quietUntil: (ms) => {
      quiet = ms;
    },
    figures: () => {
      let openAlarms = 0;
      for (const watch of watches.values()) if (watch.memory.state.level > 0) openAlarms += 1;
      return { rules: watches.size, openAlarms };
    },
  };
};

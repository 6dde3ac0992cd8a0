import type { Judge, Rule, RuleMemory, Severity } from "@chengyun/kernel";

/** The thing a watch is about, as its alarms need it. */
export interface WatchedThing {
  readonly id: string;
  readonly areaPath: string;
  readonly position: readonly [longitude: number, latitude: number];
}

/** What shall be watched: one rule on one stream of one thing. */
export interface WatchPlan {
  readonly rule: Rule;
  readonly judge: Judge;
  readonly streamNo: number;
  readonly thing: WatchedThing;
  /** From when the stream may be expected to speak, ms. */
  readonly expected: number;
}

/** One rule watching one stream. */
export interface Watch {
  readonly key: string;
  readonly rule: Rule;
  readonly streamNo: number;
  judge: Judge;
  thing: WatchedThing;
  memory: RuleMemory;
  /** Due time it stands in the heap with; `never` when it doesn't. */
  heapDue: number;
}

/** What happened to an alarm, on its way to the operations store. Times in ms. */
export interface AlarmEvent {
  /** Id the alarm gets if it is new. */
  readonly id: string;
  readonly kind: "raise" | "step" | "clear" | "move";
  readonly rule: string;
  readonly thing: WatchedThing;
  readonly streamNo: number;
  /** Start of the condition as known when raised: with rule and thing the alarm's identity. */
  readonly startedAt: number;
  readonly since: number;
  /** Device time of the event. */
  readonly at: number;
  /** City time at which it was judged. */
  readonly judgedAt: number;
  /** Device time of the newest reading behind it. */
  readonly readingAt: number;
  readonly severity: Severity;
  readonly value: number;
  readonly silence: boolean;
}

/** A standing alarm as the operations store knows it, for starts without a snapshot. */
export interface StandingAlarm {
  readonly rule: string;
  readonly thing: WatchedThing;
  readonly streamNo: number;
  readonly startedAt: number;
  readonly severity: Severity;
  readonly value: number;
}

/** A reading as rules see it. */
export interface Heard {
  readonly at: number;
  readonly value: number;
  readonly received: number;
}

export { RuleEngine } from "./engine.ts";
export type { AlarmEvent, StandingAlarm, Watch, WatchedThing, WatchPlan } from "./model.ts";
export { findSnapshot, type Snapshot, saveSnapshot } from "./snapshot.ts";
export { ruleWords, type ThresholdLine, thresholdLines } from "./words.ts";

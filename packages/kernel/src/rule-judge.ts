import type { Duration } from "./quantity.ts";
import { type Condition, isSilenceRule, type Raise, type Rule, type SilenceRule, type ThresholdRule } from "./rule.ts";
import { type Severity, severities } from "./severity.ts";
import { type StreamType, stateCode } from "./stream.ts";

/** What a thing's attributes are worth to a rule: numbers count as thresholds, anything else is absent. */
export type RuleAttributes = Readonly<Record<string, unknown>>;

/** Parameters an operator sets for one thing or area in place of the rule's own; parts not given stay the rule's. */
export interface RuleOverride extends Partial<Raise> {
  /** Severity of a silence rule. */
  readonly severity?: Severity;
}

/** A condition with its thresholds resolved to numbers; both bounds are strict. */
export interface Bounds {
  readonly above: number;
  readonly below: number;
  /** Code of the state asked for; undefined when none is. */
  readonly code: number | undefined;
}

/** One level of a judge. */
export interface JudgeLevel extends Bounds {
  readonly severity: Severity;
}

/** A threshold rule made ready for one thing: numbers only, levels from the mildest to the gravest. */
export interface ThresholdJudge {
  readonly kind: "threshold";
  readonly levels: readonly JudgeLevel[];
  /** How long a level must hold before it is raised or stepped up to. */
  readonly hold: number;
  /** How long a level must not have held before the alarm steps down from it: the longer of hold and clearing hold. */
  readonly fall: number;
  /** Condition to clear; it is asked only while no level's condition holds. */
  readonly clear: Bounds;
  readonly clearHold: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A silence rule made ready for one device. */
export interface SilenceJudge {
  readonly kind: "silence";
  readonly severity: Severity;
  /** How long the stream may be silent. */
  readonly hold: number;
}

/** A rule made ready for one thing and one stream. */
export type Judge = ThresholdJudge | SilenceJudge;

const anything: Bounds = { above: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY, code: undefined };

const isEmpty = (condition: Condition): boolean =>
  condition.above === undefined && condition.below === undefined && condition.is === undefined;

/** Resolves one threshold; undefined when the thing has no such attribute. */
const resolve = (threshold: Condition["above"], attributes: RuleAttributes, absent: number): number | undefined => {
  if (threshold === undefined) return absent;
  if (typeof threshold === "number") return threshold;
  const value = attributes[threshold.attribute];
  return typeof value === "number" && Number.isFinite(value) ? value + threshold.offset : undefined;
};

const resolveBounds = (condition: Condition, attributes: RuleAttributes, on: StreamType): Bounds | undefined => {
  const above = resolve(condition.above, attributes, anything.above);
  const below = resolve(condition.below, attributes, anything.below);
  const code = condition.is === undefined ? undefined : stateCode(on, condition.is);
  if (above === undefined || below === undefined) return undefined;
  if (condition.is !== undefined && code === undefined) return undefined;
  return { above, below, code };
};

const compileSilence = (rule: SilenceRule, override: RuleOverride): SilenceJudge => ({
  kind: "silence",
  severity: override.severity ?? rule.silent.severity,
  hold: override.for ?? rule.silent.for,
});

const compileThreshold = (
  rule: ThresholdRule,
  attributes: RuleAttributes,
  override: RuleOverride,
): ThresholdJudge | undefined => {
  const raise: Raise = { ...rule.raise, ...override };
  const levels: JudgeLevel[] = [];
  for (const severity of severities.toReversed()) {
    const condition = raise[severity];
    if (condition === undefined || isEmpty(condition)) continue;
    const bounds = resolveBounds(condition, attributes, rule.on);
    if (bounds === undefined) return undefined;
    levels.push({ severity, ...bounds });
  }
  const clear = resolveBounds(raise.clear ?? {}, attributes, rule.on);
  if (levels.length === 0 || clear === undefined) return undefined;
  const hold: number = raise.for ?? 0;
  const clearHold: number = raise.clear?.for ?? 0;
  const [lowest, highest] = rule.on.range ?? [anything.above, anything.below];
  return { kind: "threshold", levels, hold, fall: Math.max(hold, clearHold), clear, clearHold, lowest, highest };
};

/**
 * Makes a rule ready for one thing, with the parameters set for it. Undefined means "not judged": the thing
 * lacks an attribute that is a threshold, the stream lacks a state asked for, or no level has a condition.
 */
export const compileRule = (rule: Rule, attributes: RuleAttributes, override: RuleOverride = {}): Judge | undefined =>
  isSilenceRule(rule) ? compileSilence(rule, override) : compileThreshold(rule, attributes, override);

const isMet = (bounds: Bounds, value: number): boolean =>
  value > bounds.above && value < bounds.below && (bounds.code === undefined || value === bounds.code);

/** Number of the gravest level whose condition a value meets, 1 for the mildest; 0 when it meets none. */
export const levelOf = (judge: ThresholdJudge, value: number): number => {
  for (let index = judge.levels.length - 1; index >= 0; index -= 1) {
    const level = judge.levels[index];
    if (level !== undefined && isMet(level, value)) return index + 1;
  }
  return 0;
};

/** Whether a value that meets no level is also past the clearing level. */
export const isCalm = (judge: ThresholdJudge, value: number): boolean => isMet(judge.clear, value);

/** How late a reading may be and still be put in its place. */
export const defaultLateness = 60_000 as Duration;

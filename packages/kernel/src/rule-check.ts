import { type Clearing, type Condition, isSilenceRule, type Rule, type Threshold, type ThresholdRule } from "./rule.ts";
import { severities } from "./severity.ts";
import { stateCode } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** Whether a span, distance or amount is one that can be waited for or measured. */
export const isPositive = (amount: number): boolean => Number.isFinite(amount) && amount > 0;

const checkThreshold = (threshold: Threshold, things: readonly ThingType[]): string[] => {
  if (typeof threshold === "number") return Number.isFinite(threshold) ? [] : ["a threshold must be a finite number"];
  const faults: string[] = [];
  if (!Number.isFinite(threshold.offset)) faults.push(`the offset to "${threshold.attribute}" must be a finite number`);
  const kinds = things.flatMap(({ attributes }) =>
    attributes !== undefined && Object.hasOwn(attributes, threshold.attribute)
      ? [attributes[threshold.attribute]?.kind]
      : [],
  );
  if (kinds.length === 0) faults.push(`no thing with this stream has an attribute "${threshold.attribute}"`);
  else if (!kinds.includes("number")) faults.push(`attribute "${threshold.attribute}" is no number`);
  return faults;
};

const checkCondition = (condition: Condition, rule: Rule, things: readonly ThingType[]): string[] => {
  const { above, below, is } = condition;
  const faults = [above, below].flatMap((threshold) =>
    threshold === undefined ? [] : checkThreshold(threshold, things),
  );
  if (is !== undefined && stateCode(rule.on, is) === undefined)
    faults.push(`stream ${rule.on.id} has no state "${is}"`);
  if (above === undefined && below === undefined && is === undefined)
    faults.push("the condition says neither above, below nor is");
  return faults;
};

/** A clearing may name a time alone: the levels' own conditions must then have been away for that long. */
const checkClearing = (clear: Clearing, rule: Rule, things: readonly ThingType[]): string[] => {
  const { for: time, ...condition } = clear;
  const faults =
    time !== undefined && Object.keys(condition).length === 0 ? [] : checkCondition(condition, rule, things);
  if (time !== undefined && !isPositive(time)) faults.push("its time must be positive");
  return faults.map((fault) => `clear: ${fault}`);
};

const checkRaise = (rule: ThresholdRule, things: readonly ThingType[]): string[] => {
  const { raise } = rule;
  const faults = severities.flatMap((severity) => {
    const condition = raise[severity];
    return condition === undefined
      ? []
      : checkCondition(condition, rule, things).map((fault) => `${severity}: ${fault}`);
  });
  if (severities.every((severity) => raise[severity] === undefined))
    faults.push(`raises no level; give one of ${severities.join(", ")}`);
  if (raise.for !== undefined && !isPositive(raise.for))
    faults.push("the time its condition must hold must be positive");
  if (raise.clear !== undefined) faults.push(...checkClearing(raise.clear, rule, things));
  else if (raise.for !== undefined) faults.push("holds for a time but says not when it clears; give `clear`");
  return faults;
};

/** Lists faults of a rule against the kinds of things of its pack. */
export const checkRule = (rule: Rule, things: readonly ThingType[]): string[] => {
  const judged = things.filter(({ streams }) => streams.some(({ id }) => id === rule.on.id));
  const faults = judged.length === 0 ? [`judges stream "${rule.on.id}", which no thing of the pack has`] : [];
  if (rule.oneCause !== undefined && !isPositive(rule.oneCause.within))
    faults.push("one cause must reach over a positive distance");
  if (!isSilenceRule(rule)) faults.push(...checkRaise(rule, judged));
  else if (!isPositive(rule.silent.for)) faults.push("the time of silence must be positive");
  return faults.map((fault) => `rule ${rule.id}: ${fault}`);
};

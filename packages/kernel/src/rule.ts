import type { CaseType } from "./case-type.ts";
import type { Label } from "./label.ts";
import type { Duration, Metres } from "./quantity.ts";
import type { Severity } from "./severity.ts";
import type { StreamType } from "./stream.ts";

/** A threshold that is an attribute of the thing itself, moved by an offset in the stream's unit. */
export interface AttributeRef {
  readonly attribute: string;
  readonly offset: number;
}

/** The attribute of the thing (plus an offset) as a threshold; a thing without it is not judged by the rule. */
export const attribute = (name: string, offset = 0): AttributeRef => ({ attribute: name, offset });

/** A number, or an attribute of the thing. */
export type Threshold = number | AttributeRef;

/** When a value meets a condition; all parts given must hold. `above` and `below` are strict. */
export interface Condition {
  readonly above?: Threshold;
  readonly below?: Threshold;
  /** Name of a state, for streams of states. */
  readonly is?: string;
}

/** When the condition stops holding, and for how long it must have. */
export interface Clearing extends Condition {
  readonly for?: Duration;
}

/** Levels raised by a threshold rule, the time the condition must hold, and when it clears. */
export interface Raise extends Partial<Record<Severity, Condition>> {
  /** How long the condition must hold before the alarm is raised; at once when absent. */
  readonly for?: Duration;
  /** Absent: clears as soon as no level's condition holds. */
  readonly clear?: Clearing;
}

/**
 * How far one cause reaches along the network: an alarm on a thing in reach of one that stands already is its echo,
 * attached to it and to its case. `downstream`: the echoes lie downstream of their cause.
 */
export interface OneCause {
  readonly along: "upstream" | "downstream" | "both";
  readonly within: Metres;
  /** Other rules whose alarm may be the cause. */
  readonly of?: readonly Rule[];
  /** Whether an alarm of the same rule may be the cause, as water passed on may; a lamp darkens no other. Absent: it may. */
  readonly own?: boolean;
}

interface RuleBase {
  readonly id: string;
  readonly name: Label;
  /** The stream judged. */
  readonly on: StreamType;
  /** Case made of the alarm's report; absent: the alarm opens no case by itself. */
  readonly reports?: CaseType;
  /** Absent: each alarm stands for itself. */
  readonly oneCause?: OneCause;
}

/** Raises when values meet a level's condition, steps up and down, clears. */
export interface ThresholdRule extends RuleBase {
  readonly raise: Raise;
}

/** Raises on the device when a stream has been silent for some time; clears with the next reading. */
export interface SilenceRule extends RuleBase {
  readonly silent: { readonly for: Duration; readonly severity: Severity };
}

/** Turns readings into alarms. */
export type Rule = ThresholdRule | SilenceRule;

/** Declares a rule. */
export const defineRule = <const R extends Rule>(rule: R): R => rule;

/** Whether a rule watches for silence rather than for values. */
export const isSilenceRule = (rule: Rule): rule is SilenceRule => "silent" in rule;

import type { Label } from "./label.ts";
import type { Duration } from "./quantity.ts";

/** The named states of a stream whose values are codes: the code of a state is its position. */
export type States = Readonly<Record<string, Label>>;

/** One observed property a kind of thing has: what, unit, plausible range, how often it is expected. */
export interface StreamType {
  readonly id: string;
  readonly name: Label;
  /** Unit as UCUM prints it, e.g. `cm`, `mm/h`; absent for states. */
  readonly unit?: string;
  /** Lowest and highest plausible value; outside it a reading is stored, flagged and not judged. */
  readonly range?: readonly [number, number];
  /** Expected interval between readings. */
  readonly every?: Duration;
  /** Present when values are codes of named states, in order from 0. */
  readonly states?: States;
  /** Digits after the point that mean something; 0 when absent. */
  readonly digits?: number;
}

/** Declares a stream type, keeping its exact id. */
export const stream = <const T extends StreamType>(type: T): T => type;

/** Code of a named state, or undefined when the stream has no such state. */
export const stateCode = (type: StreamType, state: string): number | undefined => {
  const code = Object.keys(type.states ?? {}).indexOf(state);
  return code < 0 ? undefined : code;
};

/** A value as people read it: the name of its state, or the number with its unit. */
export const valueText = (type: StreamType, value: number): Label => {
  const state = type.states === undefined ? undefined : stateName(type, value);
  if (state !== undefined) return state;
  const text = `${value.toFixed(type.digits ?? 0)}${type.unit === undefined ? "" : ` ${type.unit}`}`;
  return { zh: text, en: text };
};

/** Name of the state a code stands for, or undefined when there is none. */
export const stateName = (type: StreamType, code: number): Label | undefined => Object.values(type.states ?? {})[code];

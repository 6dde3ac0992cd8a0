import type { CaseType } from "./case-type.ts";
import type { Decoded, DeviceType } from "./device.ts";
import type { Label } from "./label.ts";
import type { Duration } from "./quantity.ts";
import type { Rule } from "./rule.ts";
import type { Severity } from "./severity.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** What a played value may depend on: the hour, the weather, the thing, and a little chance. */
export interface PlayMoment {
  /** Hour of the day in the city, 0 to below 24, with its fraction. */
  readonly hour: number;
  /** Rain over the city now. */
  readonly rainMmPerHour: number;
  /** Rain of the last hour: what drains and low places answer to. */
  readonly rainLastHourMm: number;
  /** Seeded noise from -1 to 1, another for every reading. */
  readonly chance: number;
  readonly attributes: Readonly<Record<string, number | string>>;
}

/** The ordinary course of one stream of one kind of thing. */
export interface Rhythm {
  readonly thing: ThingType;
  readonly stream: StreamType;
  readonly value: (moment: PlayMoment) => number;
}

/** What an event must lead to: an alarm of this rule, at its gravest this severe, and the rule's case. */
export interface Outcome {
  readonly rule: Rule;
  readonly severity: Severity;
  /** From the start of the event to the alarm, at most. */
  readonly within: Duration;
  readonly case?: CaseType;
}

/** Something that happens to one thing, with the truth it must lead to. */
export interface PlayEvent {
  readonly id: string;
  readonly name: Label;
  readonly thing: ThingType;
  readonly stream: StreamType;
  readonly lasts: Duration;
  /** Between readings while it lasts: a gauge that sees trouble speaks more often. */
  readonly every: Duration;
  /** The value so long after its start; undefined: the device is silent. `ordinary` is what the rhythm would give. */
  readonly value: (sinceStart: number, ordinary: number, moment: PlayMoment) => number | undefined;
  /** Absent: it must lead to no alarm at all. */
  readonly leadsTo?: Outcome;
}

/** How the simulator writes what a kind of device would send: the inverse of its codec. */
export interface Encoding {
  readonly device: DeviceType;
  readonly encode: (readings: readonly Decoded[]) => Uint8Array;
}

/** What the simulator plays of a subject: ordinary days, and events whose outcome is known. */
export interface Scenario {
  readonly rhythms: readonly Rhythm[];
  readonly events: readonly PlayEvent[];
  /** For devices that don't speak the platform's JSON. */
  readonly encodings?: readonly Encoding[];
}

/** Declares a scenario. */
export const defineScenario = <const S extends Scenario>(scenario: S): S => scenario;

import type { CaseType } from "./case-type.ts";
import type { Decoded, DeviceType } from "./device.ts";
import type { Label } from "./label.ts";
import type { Duration, Metres } from "./quantity.ts";
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
  /** Where the thing belongs. */
  readonly position: readonly [longitude: number, latitude: number];
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
  /** Hours of the day between which it may begin; any when absent. */
  readonly hours?: readonly [from: number, to: number];
  /** Between readings while it lasts: a gauge that sees trouble speaks more often. */
  readonly every: Duration;
  /** The value so long after its start; undefined: the device is silent. `ordinary` is what the rhythm would give. */
  readonly value: (sinceStart: number, ordinary: number, moment: PlayMoment) => number | undefined;
  /** Absent: it must lead to no alarm at all. */
  readonly leadsTo?: Outcome;
}

/** One thing in a play, and how far it is from where it happens. */
export interface Actor {
  /** Along the network or as the crow flies, as its part says; 0 at the scene itself. */
  readonly metres: number;
  /** What the water takes from there, where links along the way say how fast it runs. */
  readonly travelMs?: number;
  /** 0 for the nearest. */
  readonly order: number;
}

/** Which things of a type take part: the scene itself, or those within a distance of it, nearest first. */
export interface Casting {
  readonly within: Metres;
  readonly most: number;
  /** Left out from the nearest on: things so near that they belong to another part. */
  readonly beyond?: Metres;
  /** Measured along links, in this direction; as the crow flies when absent. */
  readonly along?: "upstream" | "downstream" | "both";
}

/** What one kind of thing does in a play. */
export interface PlayPart {
  readonly thing: ThingType;
  readonly stream: StreamType;
  readonly cast: "scene" | Casting;
  readonly every: Duration;
  /** Values go out as they are, though no such thing can be: a broken instrument. */
  readonly implausible?: true;
  readonly value: (sinceStart: number, ordinary: number, moment: PlayMoment, actor: Actor) => number | undefined;
  /** The alarm this thing must have; undefined: none of any rule; `may`: at the rim, where the truth says nothing. */
  readonly leadsTo?: (actor: Actor) => Omit<Outcome, "case"> | "may" | undefined;
}

/** How many cases of a category must be opened, whatever the number of alarms. */
export interface ExpectedCases {
  readonly type: CaseType;
  readonly count: number;
}

/** A happening over many things that can be played by name, with the truth it must lead to. */
export interface Play {
  readonly id: string;
  readonly name: Label;
  /** What happens, and what must not follow from it. */
  readonly about: Label;
  /** The kind of thing it happens at. */
  readonly scene: ThingType;
  readonly lasts: Duration;
  readonly parts: readonly PlayPart[];
  readonly cases: readonly ExpectedCases[];
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
  /** Played by name: `npx chengyun play`. */
  readonly plays?: readonly Play[];
  /** For devices that don't speak the platform's JSON. */
  readonly encodings?: readonly Encoding[];
}

/** Declares a scenario. */
export const defineScenario = <const S extends Scenario>(scenario: S): S => scenario;

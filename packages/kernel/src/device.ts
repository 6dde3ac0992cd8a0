import type { Label } from "./label.ts";
import type { StreamType } from "./stream.ts";
import type { ThingType } from "./thing.ts";

/** What a codec found in one payload: a value for a stream, at a time when the device gave one. */
export interface Decoded {
  readonly stream: string;
  readonly value: number;
  /** Milliseconds since 1970 UTC by the device's clock; absent means "now, by arrival". */
  readonly at?: number;
}

/** Turns a payload into readings. Total: rubbish gives an empty list, never a throw. */
export type Decode = (payload: Uint8Array) => readonly Decoded[];

/** A kind of device: which kind of thing it serves and how its bytes are read. */
export interface DeviceType<Thing extends ThingType = ThingType> {
  readonly id: string;
  readonly name: Label;
  readonly serves: Thing;
  /** Absent: the device speaks the platform's own JSON, `{ "at", "v": { … } }` or arrays of it. */
  readonly decode?: Decode;
}

/** Declares a kind of device. */
export const defineDevice = <const Thing extends ThingType>(type: DeviceType<Thing>): DeviceType<Thing> => type;

/** A real-shaped payload with the readings it must give: documentation, test and demo data at once. */
export interface Sample {
  readonly device: string;
  readonly payload: string | Uint8Array;
  readonly gives: readonly Decoded[];
}

/** Streams a device of this kind feeds. */
export const streamsOf = (type: DeviceType): readonly StreamType[] => type.serves.streams;

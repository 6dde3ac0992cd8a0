import type { Decoded, DeviceType, Encoding, PlayMoment, Rhythm } from "@chengyun/kernel";
import type { Playing } from "./programme.ts";

/** One instrument of the play: a device, its thing, and what the thing's streams ordinarily do. */
export interface Part {
  readonly ref: string;
  readonly name: string;
  readonly device: DeviceType;
  readonly thing: string;
  readonly attributes: PlayMoment["attributes"];
  readonly position: PlayMoment["position"];
  readonly rhythms: readonly Rhythm[];
  /** Absent: the device speaks the platform's JSON. */
  readonly encoding?: Encoding;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const inRange = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));

/** The readings of one moment; empty when an event silences the device. */
export const readPart = (part: Part, at: number, moment: PlayMoment, playing?: Playing): Decoded[] => {
  const readings: Decoded[] = [];
  for (const { stream, value } of part.rhythms) {
    const ordinary = value(moment);
    const played =
      playing?.event.stream === stream ? playing.event.value(at - playing.startedAt, ordinary, moment) : ordinary;
    if (played === undefined) return [];
    const plausible = stream.range === undefined ? played : inRange(played, stream.range);
    readings.push({ stream: stream.id, value: rounded(plausible, stream.digits ?? 0), at });
  }
  return readings;
};

const toJson = (readings: readonly Decoded[]): string => {
  const byTime = new Map<number | undefined, Record<string, number>>();
  for (const { at, stream, value } of readings) byTime.set(at, { ...byTime.get(at), [stream]: value });
  const messages = [...byTime].map(([at, v]) => (at === undefined ? { v } : { at: new Date(at).toISOString(), v }));
  return JSON.stringify(messages.length === 1 ? messages[0] : messages);
};

/** What the device sends for these readings. */
export const toPayload = (part: Part, readings: readonly Decoded[]): string | Uint8Array =>
  part.encoding === undefined ? toJson(readings) : part.encoding.encode(readings);

import { hash } from "./hash.ts";
import type { Part } from "./part.ts";
import { listPlaying, type Playing, type Repertoire } from "./programme.ts";

/** A piece of the city's time. */
export interface Span {
  /** Not itself part of it. */
  readonly after: number;
  readonly until: number;
}

/** When a device speaks, and the event that is on its way at its thing. */
export interface Moment {
  readonly at: number;
  readonly playing: Playing | undefined;
}

/** Devices speak as often as their streams say, but at least so often that a newcomer sees the city breathe. */
const seldomestMs = 15 * 60_000;
/** So often is it looked up which events are on their way: none lasts shorter. */
const eventStepMs = 60_000;
/** Whole seconds: what the clocks of gauges know. */
const secondMs = 1_000;

/** How often a device ordinarily speaks: as its most frequent stream is expected to. */
export const rhythmOf = ({ device }: Part): number =>
  Math.min(seldomestMs, ...device.serves.streams.flatMap(({ every }) => (every === undefined ? [] : [every])));

/**
 * A device's moments within a span: a grid over all time that follows from its name and its rhythm alone, so that no
 * matter when somebody began to look, it speaks then and only then.
 */
const listGrid = (ref: string, everyMs: number, { after, until }: Span): number[] => {
  const offset = Math.floor((hash(ref) * everyMs) / secondMs) * secondMs;
  const moments: number[] = [];
  for (let at = (Math.floor((after - offset) / everyMs) + 1) * everyMs + offset; at <= until; at += everyMs)
    moments.push(at);
  return moments;
};

/** Events at each thing that has any within a span. */
export const findEvents = (
  repertoire: Repertoire,
  { after, until }: Span,
  first: readonly Playing[],
): ReadonlyMap<string, readonly Playing[]> => {
  const found = new Map<string, Playing[]>();
  const note = (one: Playing): void => {
    const known = found.get(one.thing) ?? [];
    if (!known.some(({ startedAt }) => startedAt === one.startedAt)) found.set(one.thing, [...known, one]);
  };
  for (let at = after; at < until; at += eventStepMs) for (const one of listPlaying(repertoire, at, first)) note(one);
  for (const one of listPlaying(repertoire, until, first)) note(one);
  return found;
};

/** What a device has to tell within a span: in its own rhythm, and in an event's while that lasts. */
export const listMoments = (
  part: Part,
  span: Span,
  events: readonly Playing[],
  playingAt: (at: number) => Playing | undefined,
): Moment[] => {
  const ordinaryMs = rhythmOf(part);
  if (events.length === 0) return listGrid(part.ref, ordinaryMs, span).map((at) => ({ at, playing: undefined }));
  const rhythms = new Set([ordinaryMs, ...events.map(({ event }) => Number(event.every))]);
  return [...rhythms]
    .flatMap((everyMs) =>
      listGrid(part.ref, everyMs, span)
        .map((at) => ({ at, playing: playingAt(at) }))
        .filter(({ playing }) => (playing?.event.every ?? ordinaryMs) === everyMs),
    )
    .sort((one, other) => one.at - other.at);
};

import { type PlayEvent, toWall } from "@chengyun/kernel";
import { hash } from "./hash.ts";

/** An event on its way at one thing. */
export interface Playing {
  readonly event: PlayEvent;
  /** `ref` of the thing. */
  readonly thing: string;
  readonly startedAt: number;
}

/** What may be played, and where. */
export interface Repertoire {
  readonly seed: number;
  readonly zone: string;
  readonly events: readonly PlayEvent[];
  /** Things with a device, by type, in a fixed order. */
  readonly things: ReadonlyMap<string, readonly string[]>;
}

/** Every two hours of the city's time begins one event: more of them and nobody understands the first. */
export const slotMs = 2 * 3_600_000;

const pick = <Item>(items: readonly Item[], share: number): Item | undefined => items[Math.floor(share * items.length)];

const findInSlot = ({ seed, zone, events, things }: Repertoire, slot: number): Playing | undefined => {
  const startedAt = slot * slotMs + Math.floor((hash(seed, "start", slot) * slotMs) / 60_000) * 60_000;
  const hour = (toWall(zone, startedAt) / 3_600_000) % 24;
  const fitting = events.filter(({ hours: [from, to] = [0, 24] }) => hour >= from && hour < to);
  const event = pick(fitting, hash(seed, "event", slot));
  const thing = pick(things.get(event?.thing.id ?? "") ?? [], hash(seed, "thing", slot));
  return event === undefined || thing === undefined ? undefined : { event, thing, startedAt };
};

const isOn = ({ startedAt, event }: Playing, at: number): boolean => startedAt <= at && at < startedAt + event.lasts;

/**
 * Events on their way at a moment: they follow from the seed and the time alone, so that a simulator started again
 * goes on where it was. `first` are added to them. At most one for each thing; the first one begun keeps it.
 */
export const listPlaying = (repertoire: Repertoire, at: number, first: readonly Playing[] = []): Playing[] => {
  const longest = Math.max(0, ...repertoire.events.map(({ lasts }) => lasts));
  const slots = Math.ceil(longest / slotMs) + 1;
  const now = Math.floor(at / slotMs);
  const drawn = Array.from({ length: slots }, (_, back) => findInSlot(repertoire, now - back));
  const playing = [...first, ...drawn.reverse()].flatMap((one) => (one !== undefined && isOn(one, at) ? one : []));
  return playing.filter((one, index) => playing.findIndex(({ thing }) => thing === one.thing) === index);
};

/** How long ago the first event of a new city began: a minute before its rule has seen enough. */
export const openingAgoMs = 13.5 * 60_000;

/** The event a newcomer sees: a blocked drain that the gauge has been watching for some minutes. */
export const findOpening = (repertoire: Repertoire, now: number): Playing | undefined => {
  const event = repertoire.events.find(({ leadsTo }) => leadsTo?.severity === "red" && leadsTo.case !== undefined);
  const things = repertoire.things.get(event?.thing.id ?? "") ?? [];
  const thing = pick(things, hash(repertoire.seed, "opening"));
  return event === undefined || thing === undefined ? undefined : { event, thing, startedAt: now - openingAgoMs };
};

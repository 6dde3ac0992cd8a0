import type { Client } from "@chengyun/client";
import { type PlayMoment, toWall } from "@chengyun/kernel";
import { followClock } from "./city-clock.ts";
import { hash } from "./hash.ts";
import type { Log } from "./log.ts";
import { type Part, readPart } from "./part.ts";
import { findOpening, listPlaying, type Playing, type Repertoire } from "./programme.ts";
import { Voice } from "./voice.ts";
import { rainAt, rainLastHour } from "./weather.ts";

/** What is played, and where. */
export interface Score {
  readonly client: Client;
  readonly mqttUrl: string;
  readonly zone: string;
  readonly parts: readonly Part[];
  readonly repertoire: Repertoire;
  /** The city's own id of a thing, by `ref`. */
  readonly findThing: (ref: string) => string | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Ordinary devices speak every minute, more often than they must, so that a newcomer sees the city breathe. */
const ordinaryEveryMs = 60_000;
/** However fast the city's clock runs, a device speaks at most once in this real time. */
const beatMs = 1_000;
/** What a new gauge already has in its memory. */
const rememberedMs = 15 * 60_000;

const toMoment = (score: Score, part: Part, at: number): PlayMoment => {
  const { seed } = score.repertoire;
  return {
    hour: (toWall(score.zone, at) / 3_600_000) % 24,
    rainMmPerHour: rainAt(seed, at),
    rainLastHourMm: rainLastHour(seed, at),
    chance: 2 * hash(seed, part.ref, at) - 1,
    attributes: part.attributes,
    position: part.position,
  };
};

const play = (score: Score, part: Part, at: number, playing: readonly Playing[]) =>
  readPart(
    part,
    at,
    toMoment(score, part, at),
    playing.find(({ thing }) => thing === part.thing),
  );

/** Whole seconds: what the clocks of gauges know. */
const toSecond = (at: number): number => Math.floor(at / 1_000) * 1_000;

/** A city that has never heard of this thing gets what the gauge remembers, and its first event with it. */
const isNew = async ({ client, findThing }: Score, ref: string): Promise<boolean> => {
  const id = findThing(ref);
  if (id === undefined) return false;
  const { items } = await client.streams(id);
  // A thing without a device has no streams yet: newer than new.
  return items.every(({ latest }) => latest === undefined);
};

const remember = (score: Score, voice: Voice, now: number, opening: Playing | undefined): void => {
  const own = opening?.thing === voice.part.thing ? [opening] : [];
  const everyMs = own.length > 0 ? (opening?.event.every ?? ordinaryEveryMs) : 5 * ordinaryEveryMs;
  for (let at = now - rememberedMs; at < now; at += everyMs) {
    const second = toSecond(at);
    voice.send(play(score, voice.part, second, listPlaying(score.repertoire, second, own)));
  }
};

/** Where each device is in its rhythm. */
const newBeat = (score: Score, voices: readonly Voice[], first: readonly Playing[]) => {
  const lastAt = new Map<string, number>();
  return (now: number): void => {
    const playing = listPlaying(score.repertoire, now, first);
    for (const voice of voices) {
      const { ref, thing } = voice.part;
      const everyMs = playing.find((one) => one.thing === thing)?.event.every ?? ordinaryEveryMs;
      const last = lastAt.get(ref) ?? now - hash(ref) * everyMs;
      if (!lastAt.has(ref)) lastAt.set(ref, last);
      if (now - last < everyMs) continue;
      lastAt.set(ref, now);
      voice.send(play(score, voice.part, toSecond(now), playing));
    }
  };
};

/** Plays until the signal ends it; answers once every device was made known, with what closes their lines. */
export const perform = async (score: Score, provision: (part: Part) => Promise<{ id: string; token: string }>) => {
  const { client, log, signal, parts, repertoire } = score;
  const voices = parts.map((part) => new Voice(part, { ...score, provision }));
  const stage = repertoire.things.get(findOpening(repertoire, 0)?.event.thing.id ?? "")?.[0];
  const fresh = stage !== undefined && (await isNew(score, stage));
  const clock = await followClock(client);
  const now = clock.now();
  const opening = fresh ? findOpening(repertoire, now) : undefined;
  if (fresh) for (const voice of voices) remember(score, voice, now, opening);
  for (const voice of voices) await voice.open();
  log("info", `${voices.length} devices play${fresh ? "; the first event is on its way" : ""}`);
  const beat = newBeat(score, voices, opening === undefined ? [] : [opening]);
  const timer = setInterval(() => beat(clock.now()), beatMs);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    clock.stop();
  });
  return async (): Promise<void> => {
    await Promise.all(voices.map((voice) => voice.close()));
  };
};

import { type PlayMoment, toWall } from "@chengyun/kernel";
import type { CityClock } from "./city-clock.ts";
import { hash } from "./hash.ts";
import type { Log } from "./log.ts";
import { type Part, readPart } from "./part.ts";
import { findOpening, listPlaying, type Playing, type Repertoire } from "./programme.ts";
import { Voice, type VoiceOptions } from "./voice.ts";
import { rainAt, rainLastHour } from "./weather.ts";

/** What is played, and where. */
export interface Score {
  readonly zone: string;
  readonly clock: CityClock;
  readonly parts: readonly Part[];
  readonly repertoire: Repertoire;
  /** The city has never heard of these devices: it gets what they remember, and its first event with it. */
  readonly fresh: boolean;
  /** Devices that a scenario plays now. */
  readonly claimed: () => ReadonlySet<string>;
  readonly voice: VoiceOptions;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Devices speak as often as their streams say, but at least so often that a newcomer sees the city breathe. */
const seldomestMs = 15 * 60_000;
const usualMs = 5 * 60_000;
/** However fast the city's clock runs, a device speaks at most once in this real time. */
const beatMs = 1_000;
/** What a new gauge already has in its memory. */
const rememberedMs = 15 * 60_000;
/** Lines opened at once. */
const openedAtOnce = 40;

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

const remember = (score: Score, voice: Voice, now: number, opening: Playing | undefined): void => {
  const own = opening?.thing === voice.part.thing ? [opening] : [];
  const everyMs = own.length > 0 ? (opening?.event.every ?? usualMs) : usualMs;
  for (let at = now - rememberedMs; at < now; at += everyMs) {
    const second = toSecond(at);
    voice.send(play(score, voice.part, second, listPlaying(score.repertoire, second, own)));
  }
};

/** How often a device ordinarily speaks: as its most frequent stream is expected to. */
const rhythmOf = ({ device }: Part): number =>
  Math.min(seldomestMs, ...device.serves.streams.flatMap(({ every }) => (every === undefined ? [] : [every])));

interface Line {
  readonly voice: Voice;
  readonly everyMs: number;
  last: number;
}

/** Where each device is in its rhythm; a scenario's devices are left to it and taken back when it is over. */
const newBeat = (score: Score, voices: readonly Voice[], first: readonly Playing[]) => {
  const lines = voices.map((voice): Line => ({ voice, everyMs: rhythmOf(voice.part), last: Number.NaN }));
  const away = new Set<Voice>();
  const isAway = (voice: Voice, claimed: ReadonlySet<string>): boolean => {
    if (claimed.has(voice.part.ref)) {
      if (!away.has(voice)) void voice.close();
      away.add(voice);
    } else if (away.delete(voice)) voice.open().catch((fault: unknown) => score.log("warn", String(fault)));
    return away.has(voice);
  };
  return (now: number): void => {
    const claimed = score.claimed();
    const playing = new Map(listPlaying(score.repertoire, now, first).map((one) => [one.thing, one]));
    for (const line of lines) {
      const { voice } = line;
      const { ref, thing } = voice.part;
      if ((claimed.size > 0 || away.size > 0) && isAway(voice, claimed)) continue;
      const everyMs = playing.get(thing)?.event.every ?? line.everyMs;
      if (Number.isNaN(line.last)) line.last = now - hash(ref) * everyMs;
      if (now - line.last < everyMs) continue;
      line.last = now;
      voice.send(
        play(
          score,
          voice.part,
          toSecond(now),
          [playing.get(thing)].flatMap((one) => one ?? []),
        ),
      );
    }
  };
};

/** Plays until the signal ends it; answers once every device has its line, with what closes them. */
export const perform = async (score: Score): Promise<() => Promise<void>> => {
  const { log, signal, parts, repertoire, clock, fresh } = score;
  const voices = parts.map((part) => new Voice(part, score.voice));
  const now = clock.now();
  const opening = fresh ? findOpening(repertoire, now) : undefined;
  if (fresh) for (const voice of voices) remember(score, voice, now, opening);
  for (let from = 0; from < voices.length; from += openedAtOnce)
    await Promise.all(voices.slice(from, from + openedAtOnce).map((voice) => voice.open()));
  log("info", `${voices.length} devices play${fresh ? "; the first event is on its way" : ""}`);
  const beat = newBeat(score, voices, opening === undefined ? [] : [opening]);
  const timer = setInterval(() => beat(clock.now()), beatMs);
  signal.addEventListener("abort", () => clearInterval(timer));
  return async (): Promise<void> => {
    await Promise.all(voices.map((voice) => voice.close()));
  };
};

import { type PlayMoment, toWall } from "@chengyun/kernel";
import type { CityClock } from "./city-clock.ts";
import { hash } from "./hash.ts";
import type { Log } from "./log.ts";
import { findEvents, listMoments, type Span } from "./moments.ts";
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

/** However fast the city's clock runs, so often in real time it is looked who has something to tell. */
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

/** Older than this in the city's time a reading carries its time, even of a gauge without a clock of its own. */
const atOnceMs = 2_000;
/** Of a longer gap (a clock that was set ahead, a machine that stood) the end is told: a gauge's memory is small. */
const longestGapMs = 3_600_000;

/** Held up for so long of real time, the player says so; not oftener than once a minute. */
const heldUpMs = 5_000;
const sayAgainMs = 60_000;

/** Tells what a device read within a span, seen from now. */
const tellSpan = (
  score: Score,
  voice: Voice,
  span: Span,
  { events, first }: { readonly events: readonly Playing[]; readonly first: readonly Playing[] },
): void => {
  const { part } = voice;
  const playingAt = (at: number): Playing | undefined =>
    listPlaying(score.repertoire, at, first).find(({ thing }) => thing === part.thing);
  for (const { at, playing } of listMoments(part, span, events, playingAt))
    voice.send(readPart(part, at, toMoment(score, part, at), playing), { isLive: span.until - at <= atOnceMs });
};

/** Where each device is in its rhythm; a scenario's devices are left to it and taken back when it is over. */
const newBeat = (score: Score, voices: readonly Voice[], first: readonly Playing[], from: number) => {
  const away = new Set<Voice>();
  let last = from;
  const isAway = (voice: Voice, claimed: ReadonlySet<string>): boolean => {
    if (claimed.has(voice.part.ref)) {
      if (!away.has(voice)) void voice.close();
      away.add(voice);
    } else if (away.delete(voice)) voice.open().catch((fault: unknown) => score.log("warn", String(fault)));
    return away.has(voice);
  };
  return (now: number): void => {
    if (now <= last) return;
    const span = { after: Math.max(last, now - longestGapMs), until: now };
    last = now;
    const claimed = score.claimed();
    const events = findEvents(score.repertoire, span, first);
    for (const voice of voices) {
      if ((claimed.size > 0 || away.size > 0) && isAway(voice, claimed)) continue;
      tellSpan(score, voice, span, { events: events.get(voice.part.thing) ?? [], first });
    }
  };
};

/** Says, now and then, that the city's clock runs faster than the devices get their word in. */
const watchLag = (score: Score, voices: readonly Voice[]): (() => void) => {
  let looked = performance.now();
  // Just switched on, all have much to tell at once.
  let said = performance.now();
  return () => {
    const now = performance.now();
    const late = now - looked;
    looked = now;
    const waiting = voices.filter((voice) => voice.isBehind).length;
    if ((late < heldUpMs && waiting < voices.length / 10) || now - said < sayAgainMs) return;
    said = now;
    const speed = score.clock.speed();
    const seconds = Math.round(late / 1_000);
    score.log(
      "warn",
      `the devices do not keep up with the city's clock at ${speed} times: held up for ${seconds} s, ${waiting} of ${voices.length} wait to be heard; what they measured comes late, with its times`,
    );
  };
};

/** Plays until the signal ends it; answers once every device has its line, with what closes them. */
export const perform = async (score: Score): Promise<() => Promise<void>> => {
  const { log, signal, parts, repertoire, clock, fresh } = score;
  const voices = parts.map((part) => new Voice(part, score.voice));
  const now = Math.floor(clock.now());
  const opening = fresh ? findOpening(repertoire, now) : undefined;
  const first = opening === undefined ? [] : [opening];
  // Whoever is new to the city tells what it remembers; whoever it knows was silent while nobody played.
  if (fresh) {
    const span = { after: now - rememberedMs, until: now };
    const events = findEvents(repertoire, span, first);
    for (const voice of voices) tellSpan(score, voice, span, { events: events.get(voice.part.thing) ?? [], first });
  }
  for (let from = 0; from < voices.length; from += openedAtOnce)
    await Promise.all(voices.slice(from, from + openedAtOnce).map((voice) => voice.open()));
  log("info", `${voices.length} devices play${fresh ? "; the first event is on its way" : ""}`);
  const beat = newBeat(score, voices, first, now);
  const lag = watchLag(score, voices);
  const timer = setInterval(() => {
    beat(Math.floor(clock.now()));
    lag();
  }, beatMs);
  signal.addEventListener("abort", () => clearInterval(timer));
  return async (): Promise<void> => {
    await Promise.all(voices.map((voice) => voice.close()));
  };
};

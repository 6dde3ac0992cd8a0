import { setTimeout as wait } from "node:timers/promises";
import type { LoadStand } from "@chengyun/contracts";
import type { Log } from "../platform/log.ts";
import type { Admission } from "./waiting-room.ts";

type Level = LoadStand["level"];
type Short = NonNullable<LoadStand["short"]>;

/** What is taken of what there is, as shares. */
export interface Fullness {
  /** Of the places of readings that wait for the disk, and of the bytes that wait for a place. */
  readonly queue: number;
  readonly memory: number;
  /** Of the time of the one thread, over the last seconds. */
  readonly processor: number;
  /** Milliseconds that a message waited lately until it was on disk. */
  readonly waitMs: number;
}

/** What is told of an overload. */
export interface Overload extends LoadStand {
  readonly fullness: Fullness;
}

/** What the load works with. */
export interface LoadParts {
  readonly measure: () => Fullness;
  /** Keeps what is told: that it began, and that it is over. */
  readonly tell: (what: "overloaded" | "relieved", said: Overload) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
  /** Real time. */
  readonly real?: () => number;
}

/** Shares at which a level begins. Of memory the rest is needed: what is freed is not given back at once. */
const begins: Readonly<Record<Exclude<Level, "calm">, Pick<Fullness, "queue" | "memory">>> = {
  strained: { queue: 0.5, memory: 0.7 },
  tight: { queue: 0.8, memory: 0.8 },
  full: { queue: 0.98, memory: 0.9 },
};
/** The thread has no time left, and it shows: what comes in waits in the sockets, and for the disk. */
const busy = { processor: 0.97, waitMs: 1_500 } as const;
/** Below these nothing is short any more. */
const over = { queue: 0.3, memory: 0.65, processor: 0.9 } as const;
/** So long it must have been over before that is said. */
const reliefMs = 10_000;
/** After a start everybody comes back at once; the thread may be busy then. */
const startMs = 60_000;
/** Nobody waits longer for a refusal because it can't be told first: the store that keeps it may be away. */
const toldWithinMs = 2_000;
const againMs = 2_000;
const mostTries = 30;

/** From this share of the places on, devices that no rule watches wait. */
const unwatchedShare = begins.tight.queue;
/** Most places that one device has. */
const deviceShare = 1 / 8;

interface Episode {
  readonly since: number;
  readonly short: Short;
  readonly told: Promise<void>;
}

const newCounts = () => ({ refused: 0, cut: 0, givenWay: 0 });

/**
 * How ingest stands against what comes in. When it becomes short of something it says so first, to whoever runs the
 * platform, and only then refuses: far work at once, then devices that no rule watches, then everybody.
 */
export class Load {
  readonly #parts: LoadParts;
  readonly #real: () => number;
  readonly #began: number;
  readonly #stop = new AbortController();
  #counts = newCounts();
  #level: Level = "calm";
  #fullness: Fullness = { queue: 0, memory: 0, processor: 0, waitMs: 0 };
  #episode: Episode | undefined;
  #calmSince: number | undefined;
  #telling: Promise<void> = Promise.resolve();

  constructor(parts: LoadParts) {
    this.#parts = parts;
    this.#real = parts.real ?? (() => performance.now());
    this.#began = this.#real();
  }

  get level(): Level {
    return this.#level;
  }

  /** Whether a device's message may come in, before it is looked at: `queued` of `limit` places are taken. */
  admit(device: { readonly watched: boolean; readonly waiting: number }, queued: number, limit: number): Admission {
    if (this.#fullness.memory >= begins.full.memory) return "full";
    if (device.waiting > 0 && device.waiting >= limit * deviceShare) return "too-fast";
    return queued < limit * (device.watched ? 1 : unwatchedShare) ? "taken" : "full";
  }

  /** Measures; called several times a second. */
  look(): void {
    const now = this.#real();
    this.#fullness = this.#parts.measure();
    const short = this.#findShort(now);
    this.#level = this.#toLevel(short);
    if (short !== undefined) this.#begin(short);
    if (this.#episode === undefined) return;
    this.#calmSince = this.#isOver() ? (this.#calmSince ?? now) : undefined;
    if (this.#calmSince !== undefined && now - this.#calmSince >= reliefMs) this.#end();
  }

  /** Says that there is too much, if that is not said yet; resolves when it is kept. Before anybody is refused. */
  async announce(short: Short = "queue"): Promise<void> {
    const { told } = this.#begin(short);
    await Promise.race([told, wait(toldWithinMs, undefined, { ref: false })]);
  }

  /** As `announce`, and counts what is refused then. */
  async refuse(what: "refused" | "cut" | "givenWay"): Promise<void> {
    await this.announce();
    this.#counts[what] += 1;
  }

  stand(): LoadStand {
    const { since, short } = this.#episode ?? {};
    return {
      level: this.#level,
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
      ...(short === undefined ? {} : { short }),
      ...this.#counts,
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#telling;
  }

  #findShort(now: number): Short | undefined {
    const { queue, memory, processor, waitMs } = this.#fullness;
    if (memory >= begins.strained.memory) return "memory";
    if (queue >= begins.strained.queue) return "queue";
    const isBusy = processor >= busy.processor && waitMs >= busy.waitMs;
    return isBusy && now - this.#began > startMs ? "processor" : undefined;
  }

  #toLevel(short: Short | undefined): Level {
    const { queue, memory } = this.#fullness;
    for (const level of ["full", "tight"] as const)
      if (queue >= begins[level].queue || memory >= begins[level].memory) return level;
    return short !== undefined || this.#episode !== undefined ? "strained" : "calm";
  }

  #isOver(): boolean {
    const { queue, memory, processor } = this.#fullness;
    return queue < over.queue && memory < over.memory && processor < over.processor;
  }

  #begin(short: Short): Episode {
    if (this.#episode !== undefined) return this.#episode;
    this.#counts = newCounts();
    const since = this.#parts.now();
    this.#episode = { since, short, told: Promise.resolve() };
    if (this.#level === "calm") this.#level = "strained";
    this.#parts.log.warn({ short, fullness: this.#fullness }, "more comes in than can be taken");
    this.#episode = { since, short, told: this.#keep("overloaded") };
    return this.#episode;
  }

  #end(): void {
    const said = this.stand();
    this.#parts.log.info(said, "everything that comes in is taken again");
    void this.#keep("relieved");
    this.#episode = undefined;
    this.#calmSince = undefined;
    this.#level = "calm";
  }

  /** One after the other, each tried again while the operations store is away. */
  #keep(what: "overloaded" | "relieved"): Promise<void> {
    const said: Overload = { ...this.stand(), fullness: this.#fullness };
    this.#telling = this.#telling.then(() => this.#tryToTell(what, said));
    return this.#telling;
  }

  async #tryToTell(what: "overloaded" | "relieved", said: Overload): Promise<void> {
    const { tell, log } = this.#parts;
    for (let tries = 1; ; tries += 1) {
      try {
        return await tell(what, said);
      } catch (error) {
        if (this.#stop.signal.aborted || tries >= mostTries) {
          log.error({ error, said }, "an overload could not be recorded");
          return;
        }
      }
      await wait(againMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}

import type { Outcome } from "./reading.ts";

/** Times a stream remembers; repeats of older ones are looked up in the store. */
export const windowLength = 32;

/** What the window alone can tell; `unknown` has to be looked up in the store. */
export type Verdict = Outcome | "unknown";

/** The newest times and values of one stream, by arrival. Every stored time above `floor` is in it. */
export class StreamWindow {
  newest: number;
  floor: number;
  readonly #ats = new Float64Array(windowLength).fill(Number.NaN);
  readonly #values = new Float64Array(windowLength);
  #next = 0;

  /** @param newestStored the newest time in the store, or -Infinity when it has none */
  constructor(newestStored: number) {
    this.newest = newestStored;
    this.floor = newestStored;
  }

  judge(at: number, value: number): Verdict {
    if (at > this.newest) {
      this.newest = at;
      this.#remember(at, value);
      return "new";
    }
    // The window is looked at first: what was corrected or came late is known here without a look-up.
    for (let i = 0; i < windowLength; i++) {
      if (this.#ats[i] === at) return this.#values[i] === value ? "repeat" : "conflict";
    }
    if (at <= this.floor) return "unknown";
    this.#remember(at, value);
    return "late";
  }

  #remember(at: number, value: number): void {
    const slot = this.#next;
    const evicted = this.#ats[slot];
    if (evicted !== undefined && evicted > this.floor) this.floor = evicted;
    this.#ats[slot] = at;
    this.#values[slot] = value;
    this.#next = (slot + 1) % windowLength;
  }
}

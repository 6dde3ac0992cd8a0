/** The first news is passed on this soon; what follows right behind waits ever longer, so that a long import is no storm of questions. */
const soonMs = 3_000;
const longestMs = 60_000;

/** Passes on that there is news: soon, then ever less often while it goes on, and always once after the last. */
export class Pace {
  readonly #tell: () => void;
  #waitMs = soonMs;
  #toldAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** There is news; the last of its kind is passed on soon. */
  hear(isLast: boolean): void {
    if (isLast) this.#wait(soonMs);
    else if (this.#timer === undefined) {
      const isQuiet = performance.now() - this.#toldAt > 2 * this.#waitMs;
      this.#wait(isQuiet ? soonMs : Math.min(longestMs, 2 * this.#waitMs));
    }
  }

  #wait(forMs: number): void {
    clearTimeout(this.#timer);
    this.#waitMs = forMs;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#toldAt = performance.now();
      this.#tell();
    }, forMs);
  }
}

interface Span {
  readonly since: number;
  open: number;
}

/**
 * Since when everything that arrived was judged: the cut of a snapshot. Messages are counted by the second in which
 * they came, so that a message costs one reference.
 */
export class ArrivalClock {
  readonly #spans: Span[] = [];
  #current: Span;

  constructor(now: number) {
    this.#current = { since: now, open: 0 };
    this.#spans.push(this.#current);
  }

  /** Begins another second. */
  turn(now: number): void {
    this.#current = { since: now, open: 0 };
    this.#spans.push(this.#current);
    while (this.#spans.length > 1 && this.#spans[0]?.open === 0) this.#spans.shift();
  }

  arrive(): Span {
    this.#current.open += 1;
    return this.#current;
  }

  /** Nothing that arrived before this waits to be judged. */
  get cut(): number {
    return this.waitingSince ?? this.#current.since;
  }

  /** What arrived since then waits to be judged; undefined when nothing waits. */
  get waitingSince(): number | undefined {
    return this.#spans.find(({ open }) => open > 0)?.since;
  }
}

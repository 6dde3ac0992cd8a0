import type { Watch } from "./model.ts";

/** Watches by their due time, earliest first. An entry may be out of date: the watch says when it is really due. */
export class DueHeap {
  readonly #dues: number[] = [];
  readonly #watches: Watch[] = [];

  get size(): number {
    return this.#dues.length;
  }

  /** Earliest due time; infinite when nothing is due ever. */
  get earliest(): number {
    return this.#dues[0] ?? Number.POSITIVE_INFINITY;
  }

  push(due: number, watch: Watch): void {
    let at = this.#dues.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#due(parent) <= due) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#dues[at] = due;
    this.#watches[at] = watch;
  }

  pop(): Watch | undefined {
    const first = this.#watches[0];
    const due = this.#dues.pop();
    const watch = this.#watches.pop();
    if (due === undefined || watch === undefined || this.#dues.length === 0) return first;
    this.#sink(due, watch);
    return first;
  }

  #sink(due: number, watch: Watch): void {
    const size = this.#dues.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#due(child + 1) < this.#due(child)) child += 1;
      if (this.#due(child) >= due) break;
      this.#move(child, at);
      at = child;
    }
    this.#dues[at] = due;
    this.#watches[at] = watch;
  }

  #due(at: number): number {
    return this.#dues[at] ?? Number.POSITIVE_INFINITY;
  }

  #move(from: number, to: number): void {
    this.#dues[to] = this.#due(from);
    const watch = this.#watches[from];
    if (watch !== undefined) this.#watches[to] = watch;
  }
}

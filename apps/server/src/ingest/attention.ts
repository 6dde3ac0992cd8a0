import type { RuleEngine } from "../modules/alarms/rule/index.ts";
import type { ServerClock } from "../platform/server-clock.ts";

/** A process that was not at its work for this long of real time was held up. */
const heldUpMs = 1_000;
/** What waits in the sockets by then is read within this real time. */
const catchUpMs = 5_000;
/** Real time in which devices come back after our own start: they wait longer from try to try. */
const reconnectMs = 60_000;
/** The same for a clock that runs with the world's, as city time. */
const quietMs = 10 * 60_000;

/**
 * Whether this process listens. Time in which it did not is nobody's silence: however fast the city's clock runs, no
 * device is called silent before it could be heard again.
 */
export class Attention {
  readonly #engine: RuleEngine;
  readonly #clock: ServerClock;
  readonly #real: () => number;
  #seen: number;

  constructor(engine: RuleEngine, clock: ServerClock, real: () => number = () => performance.now()) {
    this.#engine = engine;
    this.#clock = clock;
    this.#real = real;
    this.#seen = real();
  }

  /** After a start of ours: devices have to find the way back. */
  begin(): void {
    this.#excuse(Math.max(quietMs, reconnectMs * this.#clock.setting().speed));
  }

  /** Called at every message and at every turn of the timers. */
  look(): void {
    const now = this.#real();
    const missed = now - this.#seen;
    this.#seen = now;
    if (missed >= heldUpMs) this.#excuse((missed + catchUpMs) * this.#clock.setting().speed);
  }

  #excuse(cityMs: number): void {
    this.#engine.quietUntil(this.#clock.now().getTime() + cityMs);
  }
}

import { keepAlarmEvents } from "../modules/alarms/alarm/index.ts";
import type { AlarmEvent } from "../modules/alarms/rule/index.ts";
import { system } from "../platform/actor.ts";
import { AppError } from "../platform/app-error.ts";
import { type ContextSeed, createContext } from "../platform/context.ts";
import { failPoint } from "../platform/fail-point.ts";
import type { Log } from "../platform/log.ts";

const batchSize = 100;
const pauseMs = 500;
/** An event that fails alone this often, while others are written, is given up. */
const mostTries = 5;

/** Of PostgreSQL's own codes 08, 25, 40, 53 and 57 mean that it is away or busy; any other that the event is wrong. */
const isAway = (error: unknown): boolean => {
  if (error instanceof AppError || error instanceof TypeError || error instanceof RangeError) return false;
  const { code } = error as { code?: unknown };
  return typeof code !== "string" || !/^[0-9][0-9A-Z]{4}$/.test(code) || /^(08|25|40|53|57)/.test(code);
};

/** What the queue works with. */
export interface AlarmQueueOptions {
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly log: Log;
  /** What a snapshot had kept. */
  readonly kept: readonly AlarmEvent[];
  /** Told whether the operations store answered. */
  readonly onDatabase: (ok: boolean) => void;
}

/** What happened to alarms, on its way to the operations store: in order, exactly once, however long that is away. */
export class AlarmQueue {
  readonly #options: AlarmQueueOptions;
  readonly #events: AlarmEvent[];
  #failed = 0;
  #tries = 0;
  #closing = false;
  #running: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(options: AlarmQueueOptions) {
    this.#options = options;
    this.#events = [...options.kept];
    if (this.#events.length > 0) this.#start();
  }

  push(event: AlarmEvent): void {
    failPoint("rule");
    this.#events.push(event);
    this.#start();
  }

  /** Not yet written, oldest first. */
  get pending(): readonly AlarmEvent[] {
    return this.#events;
  }

  /** Events given up. */
  get failed(): number {
    return this.#failed;
  }

  /** Resolves when everything pushed so far is written; never while the store is away. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#wake();
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#events.length > 0 && !this.#closing) this.#start();
    });
  }

  async #run(): Promise<void> {
    while (this.#events.length > 0) {
      try {
        // A batch that fails for what is in it is written one by one.
        await this.#step(this.#tries > 0 ? 1 : batchSize);
      } catch (error) {
        this.#recover(error);
        if (this.#closing) return;
        await this.#pause();
      }
    }
  }

  async #step(size: number): Promise<void> {
    const { seed, onDatabase } = this.#options;
    const batch = this.#events.slice(0, size);
    await keepAlarmEvents(createContext({ ...seed(), actor: system("ingest") }), batch);
    failPoint("alarm");
    this.#events.splice(0, batch.length);
    this.#tries = 0;
    onDatabase(true);
  }

  #recover(error: unknown): void {
    const { log, onDatabase } = this.#options;
    if (isAway(error)) {
      onDatabase(false);
      return;
    }
    this.#tries += 1;
    log.error({ error, event: this.#events[0], tries: this.#tries }, "an alarm could not be written");
    if (this.#tries < mostTries) return;
    this.#failed += 1;
    this.#tries = 0;
    this.#events.shift();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

import { keepAlarmEvents } from "../modules/alarms/alarm/index.ts";
import type { AlarmEvent } from "../modules/alarms/rule/index.ts";
import { system } from "../platform/actor.ts";
import { type ContextSeed, createContext } from "../platform/context.ts";
import { failPoint } from "../platform/fail-point.ts";
import type { Log } from "../platform/log.ts";
import { isWorthAnotherTry } from "./store-verdict.ts";

const batchSize = 100;
const pauseMs = 500;
/** An event that fails alone this often, while the operations store answers, is given up. */
const mostTries = 3;

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
  /** Events still to be written one by one, after a batch failed for what is in it. */
  #singly = 0;
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
        await this.#step(this.#singly > 0 ? 1 : batchSize);
      } catch (error) {
        const isToPause = this.#recover(error);
        if (this.#closing) return;
        if (isToPause) await this.#pause();
      }
    }
  }

  async #step(size: number): Promise<void> {
    const { seed, onDatabase } = this.#options;
    const batch = this.#events.slice(0, size);
    await keepAlarmEvents(createContext({ ...seed(), actor: system("ingest") }), batch);
    failPoint("alarm");
    this.#drop(batch.length);
    onDatabase(true);
  }

  /** Whether to wait a while before the next try. */
  #recover(error: unknown): boolean {
    const { log, onDatabase } = this.#options;
    onDatabase(!isWorthAnotherTry(error));
    if (isWorthAnotherTry(error)) return true;
    if (this.#singly === 0) {
      this.#singly = Math.min(batchSize, this.#events.length);
      return false;
    }
    this.#tries += 1;
    log.error({ error, event: this.#events[0], tries: this.#tries }, "an alarm could not be written");
    if (this.#tries < mostTries) return true;
    this.#failed += 1;
    this.#drop(1);
    return false;
  }

  #drop(count: number): void {
    this.#events.splice(0, count);
    this.#singly = Math.max(0, this.#singly - count);
    this.#tries = 0;
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

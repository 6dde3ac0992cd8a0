import { keepAlarmEvents } from "../modules/alarms/alarm/index.ts";
import type { AlarmEvent } from "../modules/alarms/rule/index.ts";
import { system } from "../platform/actor.ts";
import { AppError } from "../platform/app-error.ts";
import { type ContextSeed, createContext } from "../platform/context.ts";
import { failPoint } from "../platform/fail-point.ts";
import type { Log } from "../platform/log.ts";

/** What happened to alarms, on its way to the operations store: in order, exactly once, however long that is away. */
export interface AlarmQueue {
  readonly push: (event: AlarmEvent) => void;
  /** Not yet written, oldest first. */
  readonly pending: () => readonly AlarmEvent[];
  readonly failed: () => number;
  /** Resolves when everything pushed so far is written; never while the store is away. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

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

/** Starts the queue with what a snapshot had kept. */
export const openAlarmQueue = (options: {
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly log: Log;
  readonly kept: readonly AlarmEvent[];
  readonly onDatabase: (ok: boolean) => void;
}): AlarmQueue => {
  const { seed, log, onDatabase } = options;
  const events: AlarmEvent[] = [...options.kept];
  let failed = 0;
  let tries = 0;
  let closing = false;
  let running: Promise<void> | undefined;
  let wake: () => void = () => undefined;

  const write = (batch: readonly AlarmEvent[]) =>
    keepAlarmEvents(createContext({ ...seed(), actor: system("ingest") }), batch);
  /** Writes some; a batch that fails for what is in it is written one by one. */
  const step = async (size: number): Promise<void> => {
    const batch = events.slice(0, size);
    await write(batch);
    failPoint("alarm");
    events.splice(0, batch.length);
    tries = 0;
    onDatabase(true);
  };
  const recover = (error: unknown) => {
    if (isAway(error)) {
      onDatabase(false);
      return;
    }
    tries += 1;
    log.error({ error, event: events[0], tries }, "an alarm could not be written");
    if (tries < mostTries) return;
    failed += 1;
    tries = 0;
    events.shift();
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (events.length > 0) {
      try {
        await step(tries > 0 ? 1 : batchSize);
      } catch (error) {
        recover(error);
        if (closing) return;
        await pause();
      }
    }
  };
  const start = () => {
    running ??= run().finally(() => {
      running = undefined;
      if (events.length > 0 && !closing) start();
    });
  };
  if (events.length > 0) start();
  return {
    push: (event) => {
      failPoint("rule");
      events.push(event);
      start();
    },
    pending: () => events,
    failed: () => failed,
    settled: async () => {
      while (running !== undefined) await running;
    },
    close: async () => {
      closing = true;
      wake();
      await running;
    },
  };
};

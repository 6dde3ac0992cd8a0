import { type RuleEngine, saveSnapshot } from "../modules/alarms/rule/index.ts";
import type { Log } from "../platform/log.ts";
import type { AlarmQueue } from "./alarm-queue.ts";
import type { Attention } from "./attention.ts";
import type { IngestPaths } from "./ingest.ts";
import type { Intake } from "./intake.ts";
import type { Look } from "./look.ts";
import type { RosterContent, RosterFile } from "./roster-content.ts";

/** What is done again and again. */
export interface RoundParts {
  readonly paths: IngestPaths;
  readonly first: RosterContent;
  readonly file: RosterFile;
  readonly engine: RuleEngine;
  readonly attention: Attention;
  readonly queue: AlarmQueue;
  readonly intake: Intake;
  readonly look: Look;
  readonly log: Log;
}

/** The rounds of ingest: who is known, the snapshot, time for the rules. */
export interface Rounds {
  readonly snapshotAt: () => number;
  /** Lets happen what is due. */
  readonly tick: () => void;
  /** Messages and readings of the last second. */
  readonly rates: () => { readonly messagesPerSecond: number; readonly readingsPerSecond: number };
  readonly close: () => Promise<void>;
}

const refreshMs = 10_000;
const snapshotMs = 10_000;
const tickMs = 100;
const turnMs = 1_000;

/** Keeps the rules' states; one at a time. */
const createSnap = ({ paths, engine, queue, intake, log }: RoundParts) => {
  let turn: Promise<void> = Promise.resolve();
  let at = Date.now();
  const snapNow = async () => {
    const events = [...queue.pending];
    await saveSnapshot(paths.rules, { version: 1, cut: intake.cut, watches: engine.keep(), events });
    at = Date.now();
  };
  return {
    at: () => at,
    snap: (): Promise<void> => {
      turn = turn.then(snapNow).catch((error: unknown) => log.error({ error }, "the rules' states were not kept"));
      return turn;
    },
  };
};

const createRates = (intake: Intake) => {
  let before = { messages: 0, readings: 0, at: performance.now() };
  let rates = { messagesPerSecond: 0, readingsPerSecond: 0 };
  return {
    now: () => rates,
    turn: () => {
      const { messages, readings } = intake.counts;
      const at = performance.now();
      const seconds = Math.max(0.001, (at - before.at) / 1_000);
      rates = {
        messagesPerSecond: Math.round((messages - before.messages) / seconds),
        readingsPerSecond: Math.round((readings - before.readings) / seconds),
      };
      before = { messages, readings, at };
    },
  };
};

/** Starts the rounds, with the first of each done. */
export const startRounds = async (parts: RoundParts): Promise<Rounds> => {
  const { engine, attention, intake, queue, look } = parts;
  const tick = (): void => {
    attention.look();
    engine.tick(intake.waitingSince);
  };
  const { snap, at } = createSnap(parts);
  const rates = createRates(intake);
  await parts.file.save(parts.first);
  await snap();
  tick();
  const timers = [
    setInterval(() => void look.refresh(), refreshMs),
    setInterval(() => void snap(), snapshotMs),
    setInterval(tick, tickMs),
    setInterval(() => {
      intake.turn();
      rates.turn();
    }, turnMs),
  ];
  return {
    snapshotAt: at,
    tick,
    rates: rates.now,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await snap();
      await queue.close();
      await snap();
    },
  };
};

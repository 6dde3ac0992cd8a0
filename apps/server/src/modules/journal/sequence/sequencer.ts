import { system } from "../../../platform/actor.ts";
import { type ContextSeed, createContext } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { signLog, type Tree } from "../log/index.ts";
import { batchSize, lead, sequenceBatch } from "./service.ts";

/** Makes good for a lost poke. */
const pollMs = 250;
/** Between two batches, so that writers in a rush share one. */
const breathMs = 20;
/** How soon another process takes over. */
const applyMs = 500;
/** After failures in a row, which are a lost database or a log that was tampered with. */
const longestPauseMs = 5_000;
const signEveryMs = 5_000;

/** The journal's sequencer in one process; it works while this process leads. */
export interface Sequencer {
  /** There may be something new. */
  readonly poke: () => void;
  /** Whether this process is the one that gives positions. */
  readonly leads: () => boolean;
  readonly stop: () => Promise<void>;
}

/** A sleep that can be cut short. */
const createBell = () => {
  let ring: () => void = () => undefined;
  let rung = false;
  return {
    ring: () => {
      rung = true;
      ring();
    },
    wait: async (ms: number): Promise<void> => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          ring = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rung = false;
    },
  };
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts sequencing, or waiting for the lead; goes on through lost databases until stopped. */
export const startSequencer = (seed: () => Omit<ContextSeed, "actor">): Sequencer => {
  const bell = createBell();
  let stopped = false;
  let leading = false;
  let signedAt = 0;
  let signedSize = -1;
  let failures = 0;

  const sign = async (size: number) => {
    const due = Date.now() - signedAt >= signEveryMs || stopped;
    if (size === signedSize || !due) return;
    signedAt = Date.now();
    signedSize = (await signLog(createContext({ ...seed(), actor: system("sequencer") }))).size;
  };
  const work = async (session: Db, tree: Tree) => {
    leading = true;
    while (!stopped) {
      const entries = await sequenceBatch(session, tree);
      failures = 0;
      await sign(tree.frontier.size);
      if (entries === batchSize) continue;
      // What was committed meanwhile has rung the bell; without a ring there is nothing to look for.
      if (entries > 0) await pause(breathMs);
      await bell.wait(pollMs);
    }
    await sign(tree.frontier.size);
  };
  const turn = async () => {
    try {
      await lead(seed().db, work);
    } catch (error) {
      failures += 1;
      seed().log.error({ error }, "the journal's sequencer failed and will be tried again");
    }
    leading = false;
    if (!stopped) await pause(Math.min(longestPauseMs, applyMs * 2 ** failures));
  };
  const done = (async () => {
    while (!stopped) await turn();
  })();
  return {
    poke: bell.ring,
    leads: () => leading,
    stop: () => {
      stopped = true;
      bell.ring();
      return done;
    },
  };
};

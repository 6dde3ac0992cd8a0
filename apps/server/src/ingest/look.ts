import type { Log } from "../platform/log.ts";
import type { ServerClock } from "../platform/server-clock.ts";
import type { Roster } from "./roster.ts";
import { type RosterContent, saveRoster } from "./roster-content.ts";

/** What looking at the operations store needs. */
export interface LookParts {
  readonly path: string;
  readonly roster: Roster;
  readonly clock: ServerClock;
  readonly log: Log;
  readonly read: () => Promise<RosterContent>;
  /** Makes the rules fit who is known now. */
  readonly plan: () => void;
  readonly store: { readonly note: (ok: boolean) => void };
}

/** Keeps what ingest knows up to date. */
export interface Look {
  /** Reads who is known again; calls that come together are one. */
  readonly refresh: () => Promise<void>;
  /** For a device nobody knows: a look that begins after it knocked, and not more often than some load is worth. */
  readonly lookAgain: () => Promise<void>;
  /** Is told of devices whose token no longer opens. */
  readonly onCut: (cut: (deviceIds: readonly string[]) => void) => void;
}

const lookPauseMs = 300;
/** A stranger waits for the operations store no longer than this. */
const connectPatienceMs = 5_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes the look; nothing is read before it is asked. */
export const createLook = ({ path, roster, clock, log, read, plan, store }: LookParts): Look => {
  let turn: Promise<void> = Promise.resolve();
  let cut: (deviceIds: readonly string[]) => void = () => undefined;
  let asked = false;
  let lookedAt = 0;
  const refreshNow = async () => {
    asked = false;
    lookedAt = Date.now();
    const content = await read();
    store.note(true);
    clock.set(content.clock);
    const changed = roster.take(content);
    plan();
    cut(changed);
    await saveRoster(path, content);
  };
  const refresh = (): Promise<void> => {
    if (asked) return turn;
    asked = true;
    turn = turn.then(refreshNow).catch((error: Error) => {
      store.note(false);
      log.debug({ error: error.message }, "devices could not be read; those known stay");
    });
    return turn;
  };
  return {
    refresh,
    lookAgain: async () => {
      const wait = lookedAt + lookPauseMs - Date.now();
      if (wait > 0) await pause(wait);
      await Promise.race([refresh(), pause(connectPatienceMs)]);
    },
    onCut: (listener) => {
      cut = listener;
    },
  };
};

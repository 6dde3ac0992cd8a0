import type { Log } from "../platform/log.ts";
import type { ClockSetting, ServerClock } from "../platform/server-clock.ts";
import type { Roster } from "./roster.ts";
import type { KnownToOperations, RosterFile } from "./roster-content.ts";

/** What looking at the operations store needs. */
export interface LookParts {
  readonly file: RosterFile;
  readonly roster: Roster;
  readonly clock: ServerClock;
  readonly log: Log;
  readonly read: () => Promise<KnownToOperations>;
  readonly readClock: () => Promise<ClockSetting>;
  /** Makes the rules fit who is known now. */
  readonly plan: () => void;
  /** Done after each look that found the operations store there. */
  readonly found: () => Promise<void>;
  readonly store: { readonly note: (ok: boolean) => void };
}

/** Keeps what ingest knows up to date. */
export interface Look {
  /** Reads who is known again; calls that come together are one. */
  readonly refresh: () => Promise<void>;
  /** Reads what time it is in the city; it waits for nothing else that is read. */
  readonly refreshClock: () => Promise<void>;
  /** For a device nobody knows: a look that begins after it knocked, and not more often than some load is worth. */
  readonly lookAgain: () => Promise<void>;
  /** Is told of devices whose token no longer opens. */
  readonly onCut: (cut: (deviceIds: readonly string[]) => void) => void;
}

const lookPauseMs = 300;
/** A stranger waits for the operations store no longer than this. */
const connectPatienceMs = 5_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Follows the clock's row, in the order of the reads: an older answer never comes after a newer. */
const createClockLook = ({ clock, log, readClock }: LookParts): (() => Promise<void>) => {
  let turn: Promise<void> = Promise.resolve();
  const look = async () => clock.set(await readClock());
  return () => {
    turn = turn.then(look).catch((error: Error) => {
      log.debug({ error: error.message }, "the city's clock could not be read; it goes on as it was");
    });
    return turn;
  };
};

/** Makes the look; nothing is read before it is asked. */
export const createLook = (parts: LookParts): Look => {
  const { file, roster, clock, log, read, plan, found, store } = parts;
  const refreshClock = createClockLook(parts);
  let turn: Promise<void> = Promise.resolve();
  let cut: (deviceIds: readonly string[]) => void = () => undefined;
  let asked = false;
  let lookedAt = 0;
  const refreshNow = async () => {
    asked = false;
    lookedAt = Date.now();
    const [known] = await Promise.all([read(), refreshClock()]);
    store.note(true);
    const content = { ...known, clock: clock.setting() };
    const changed = roster.take(content);
    plan();
    cut(changed);
    await file.save(content);
    await found();
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
    refreshClock,
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

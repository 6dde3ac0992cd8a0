import type { Flow } from "@chengyun/kernel";
import { uuidv7 } from "uuidv7";
import type { Actor } from "./actor.ts";
import type { ClockPort } from "./clock-port.ts";
import type { Db } from "./database.ts";
import type { Deployment } from "./deployment.ts";
import { hasRecorded, pokeSequencer } from "./journal.ts";
import type { Log } from "./log.ts";
import type { ServerClock } from "./server-clock.ts";

/** What led to a change: the entry, alarm or reading before it. */
export interface Cause {
  readonly kind: "entry" | "alarm" | "reading";
  readonly id: string;
}

/** What every use case is given first: one database (the transaction, inside one), who acts, what time it is. */
export interface Context {
  readonly db: Db;
  readonly inTransaction: boolean;
  readonly actor: Actor;
  readonly clock: ServerClock;
  readonly log: Log;
  readonly deployment: Deployment;
  readonly requestId: string;
  readonly cause: Cause | undefined;
  /** Every flow of the platform and its packs, by id. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly clocks: ClockPort;
}

/** What a context is made of at the start of a request, a reaction or a job. */
export type ContextSeed = Omit<Context, "inTransaction" | "requestId" | "cause"> & {
  requestId?: string;
  cause?: Cause;
};

/** Starts a context outside any transaction. */
export const createContext = (seed: ContextSeed): Context => ({
  ...seed,
  inTransaction: false,
  requestId: seed.requestId ?? uuidv7(),
  cause: seed.cause,
});

/** Runs work in one transaction: a new one, or the one the context is already in. */
export const transact = async <Result>(outer: Context, work: (ctx: Context) => Promise<Result>): Promise<Result> => {
  if (outer.inTransaction) return work(outer);
  let hasEntries = false;
  const result = await outer.db.transaction().execute(async (db) => {
    const inner = await work({ ...outer, db, inTransaction: true });
    hasEntries = hasRecorded(db);
    return inner;
  });
  if (hasEntries) pokeSequencer(outer.db);
  return result;
};

/** A new id: time-ordered, opaque. */
export const newId = (): string => uuidv7();

import type { Flow } from "@chengyun/kernel";
import type { Actor } from "./actor.ts";
import type { ClockPort } from "./clock-port.ts";
import type { Db } from "./database.ts";
import type { Deployment } from "./deployment.ts";
import type { FormPort } from "./form-port.ts";
import { newId } from "./id.ts";
import { kindsRecorded, tellCommitted } from "./journal.ts";
import type { Log } from "./log.ts";
import { forgetRecent } from "./recent.ts";
import type { ServerClock } from "./server-clock.ts";
import { hold, letGo } from "./statement.ts";

/** What led to a change: the entry, alarm or reading before it. */
export interface Cause {
  readonly kind: "entry" | "alarm" | "reading";
  readonly id: string;
}

/** What every use case is given first: one database (the transaction, inside one), who acts, what time it is. */
export interface Context {
  readonly db: Db;
  /** The store without the second fence: what transactions are made on, and what is kept for all who ask. */
  readonly whole: Db;
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
  readonly forms: FormPort;
}

/** What a context is made of at the start of a request, a reaction or a job. */
export type ContextSeed = Omit<Context, "whole" | "inTransaction" | "requestId" | "cause"> & {
  whole?: Db;
  requestId?: string;
  cause?: Cause;
};

/** Starts a context outside any transaction. */
export const createContext = (seed: ContextSeed): Context => ({
  ...seed,
  whole: seed.whole ?? seed.db,
  inTransaction: false,
  requestId: seed.requestId ?? newId(),
  cause: seed.cause,
});

/**
 * The same without the second fence (0013). For what is kept for all who ask, and for what somebody sees although it lies
 * outside of their reach; whoever calls it says which, and limits what is handed over by hand.
 */
export const beyond = (ctx: Context): Context => ({ ...ctx, db: ctx.whole });

/** Two transactions each held what the other wanted, or read what the other changed: one of them runs again. */
const retriedCodes: ReadonlySet<unknown> = new Set(["40P01", "40001"]);
const triesAtMost = 3;

const runOnce = async <Result>(outer: Context, work: (ctx: Context) => Promise<Result>): Promise<Result> => {
  let kinds: ReadonlySet<string> | undefined;
  const result = await outer.whole.transaction().execute(async (db) => {
    try {
      await hold(db);
      const inner = await work({ ...outer, db, whole: db, inTransaction: true });
      kinds = kindsRecorded(db);
      return inner;
    } finally {
      letGo(db);
    }
  });
  if (kinds !== undefined) {
    forgetRecent(outer.deployment, kinds);
    tellCommitted(outer.whole, kinds);
  }
  return result;
};

/**
 * Runs work in one transaction: a new one, or the one the context is already in. A deadlock runs the whole of it again,
 * twice at most, so work does nothing outside the database that a second run would double.
 */
export const transact = async <Result>(outer: Context, work: (ctx: Context) => Promise<Result>): Promise<Result> => {
  if (outer.inTransaction) return work(outer);
  for (let tries = 1; ; tries += 1)
    try {
      return await runOnce(outer, work);
    } catch (error) {
      if (tries === triesAtMost || !retriedCodes.has((error as { code?: unknown }).code)) throw error;
    }
};

export { newId } from "./id.ts";

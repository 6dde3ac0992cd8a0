import { flows } from "./app.ts";
import { clockPort } from "./modules/flows/clock/index.ts";
import { formPort } from "./modules/flows/form/index.ts";
import { getClockSetting } from "./platform/clock-store.ts";
import type { ContextSeed } from "./platform/context.ts";
import type { Database } from "./platform/database.ts";
import type { Deployment } from "./platform/deployment.ts";
import type { Log } from "./platform/log.ts";
import { createServerClock, type ServerClock } from "./platform/server-clock.ts";

/** What every context of a process is made of, and the clock they share. */
export interface Seed {
  readonly clock: ServerClock;
  readonly context: () => Omit<ContextSeed, "actor">;
  /** Reads the clock's row again, when it was changed elsewhere. */
  readonly refreshClock: () => Promise<void>;
}

/** Prepares contexts for a process on an open database. */
export const seedFor = async (deployment: Deployment, database: Database, log: Log): Promise<Seed> => {
  const clock = createServerClock(await getClockSetting(database.db));
  return {
    clock,
    context: () => ({ db: database.db, clock, log, deployment, flows, clocks: clockPort, forms: formPort }),
    refreshClock: async () => clock.set(await getClockSetting(database.db)),
  };
};

import { modules } from "../modules.ts";
import type { Database } from "../platform/database.ts";
import { createJobs } from "../platform/job.ts";

const never = (): never => {
  throw new Error("a restore works off no job");
};

/** Makes the queues that waiting jobs are put back into. */
export const prepareQueues = (database: Database): Promise<void> =>
  createJobs({
    database,
    seed: never,
    jobs: modules.flatMap((module) => module.jobs ?? []),
    ticks: [],
    log: { warn: never, error: never } as never,
  }).prepare();

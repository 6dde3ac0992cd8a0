import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";
import { system } from "./actor.ts";
import { type Context, type ContextSeed, createContext } from "./context.ts";
import { type Database, type Db, isDatabaseAway } from "./database.ts";
import type { Log } from "./log.ts";

/** Schema of the job tables. */
export const jobSchema = "jobs";

/** Work that begins when the transaction that sent it has committed, and is tried again when it fails. */
export interface Job {
  /** Names its queue; never changed once released. */
  readonly name: string;
  readonly work: (ctx: Context, data: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What is done when no try is left; the last error was logged and is known to whoever keeps its own record. */
  readonly giveUp: (ctx: Context, data: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** What looks now and then by the city's clock whether something has become due. */
export interface Tick {
  readonly name: string;
  readonly run: (ctx: Context) => Promise<void>;
}

/** How often and how soon a job is tried again; all in real time. */
export interface Retry {
  readonly limit: number;
  /** Seconds before the second try; doubled before each further one. */
  readonly delaySeconds: number;
}

/** A process that died in the middle of a job has held it for this long. */
const heldSeconds = 60;
const batchSize = 20;
const pollMs = 500;
const tickMs = 1_000;
const keepMs = 30_000;

const givenUp = (name: string): string => `${name}.given-up`;

type Client = Pick<PgBoss.Db, "executeSql">;

const inTransaction = (db: Db): Client => ({
  executeSql: async (text, values) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
    return { rows: [...rows] };
  },
});

/** It sends alone, always in somebody's transaction: it is never started and has no connection. */
const sender = new PgBoss({
  schema: jobSchema,
  db: { executeSql: () => Promise.reject(new Error("a job is sent in a transaction")) },
});

/** Sends a job with the transaction the context is in: rolled back, it never was. */
export const sendJob = async (
  ctx: Context,
  name: string,
  data: Readonly<Record<string, unknown>>,
  more: { readonly retry: Retry },
): Promise<void> => {
  if (!ctx.inTransaction) throw new Error(`sendJob(${name}) outside a transaction`);
  const id = await sender.send(name, data, {
    db: inTransaction(ctx.db),
    retryLimit: more.retry.limit,
    retryDelay: more.retry.delaySeconds,
    retryBackoff: more.retry.delaySeconds > 0,
    expireInSeconds: heldSeconds,
    deadLetter: givenUp(name),
  });
  if (id === null) throw new Error(`there is no queue ${name}`);
};

/** The jobs and ticks of one process. */
export interface Jobs {
  /** Makes the queues; before anything is sent. */
  readonly prepare: () => Promise<void>;
  /** Works until stopped. */
  readonly start: () => void;
  /** Looks once at everything that is due and works off what waits, until nothing does; for tests. */
  readonly workOff: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What jobs are made of. */
export interface JobsOptions {
  readonly database: Pick<Database, "pool">;
  readonly seed: () => Omit<ContextSeed, "actor">;
  readonly jobs: readonly Job[];
  readonly ticks: readonly Tick[];
  readonly log: Log;
}

type Fetched = PgBoss.JobWithMetadata<Record<string, unknown>>;

/** A loop that works at once again while there is more. */
const createLoop = (turn: () => Promise<number>, pauseMs: number, onFault: (error: unknown) => void) => {
  let stopped = false;
  let wake: () => void = () => undefined;
  let done: Promise<void> | undefined;
  const run = async () => {
    while (!stopped) {
      const worked = await turn().catch((error: unknown) => {
        onFault(error);
        return 0;
      });
      if (worked > 0 || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return {
    start: () => {
      done ??= run();
    },
    stop: async () => {
      stopped = true;
      wake();
      await done;
    },
  };
};

/** Wires the jobs and ticks of all modules to the job tables. */
export const createJobs = ({ database, seed, jobs, ticks, log }: JobsOptions): Jobs => {
  const boss = new PgBoss({
    schema: jobSchema,
    db: { executeSql: (text, values) => database.pool.query(text, values) },
  });
  const context = (name: string) => createContext({ ...seed(), actor: system(name) });

  const runOne = async (queue: string, work: Job["work"], job: Fetched): Promise<void> => {
    try {
      await work(context(queue), job.data);
      await boss.complete(queue, job.id);
    } catch (error) {
      // What the world refused is the job's own record; a fault of ours must be seen here.
      log.warn({ error, job: queue, tries: job.retryCount + 1 }, "a job failed");
      await boss.fail(queue, job.id, { message: error instanceof Error ? error.message : String(error) });
    }
  };
  const workQueue = async (queue: string, work: Job["work"]): Promise<number> => {
    const batch: Fetched[] = await boss.fetch(queue, { batchSize, includeMetadata: true });
    await Promise.all(batch.map((job) => runOne(queue, work, job)));
    return batch.length;
  };
  const work = async (): Promise<number> => {
    let worked = 0;
    for (const job of jobs) {
      worked += await workQueue(job.name, job.work);
      worked += await workQueue(givenUp(job.name), job.giveUp);
    }
    return worked;
  };
  const look = async (): Promise<readonly unknown[]> => {
    const faults: unknown[] = [];
    // One that fails must not starve those after it: it looks again with the next round.
    for (const tick of ticks)
      await tick.run(context(tick.name)).catch((error: unknown) => {
        faults.push(error);
        if (!isDatabaseAway(error)) log.error({ error, tick: tick.name }, "a tick failed");
      });
    return faults;
  };
  const onFault = (error: unknown) => {
    if (!isDatabaseAway(error)) log.error({ error }, "jobs could not be worked off");
  };
  /** Jobs held by a process that died come free again; finished ones go to the archive, and from there. */
  const keep = async (): Promise<number> => {
    await boss.maintain();
    return 0;
  };
  const loops = [
    createLoop(work, pollMs, onFault),
    createLoop(() => look().then(() => 0), tickMs, onFault),
    createLoop(keep, keepMs, onFault),
  ];
  return {
    prepare: async () => {
      for (const { name } of jobs) {
        await boss.createQueue(givenUp(name), { name: givenUp(name), retryLimit: 1_000, retryDelay: 30 });
        await boss.createQueue(name, { name, deadLetter: givenUp(name) });
      }
    },
    start: () => {
      for (const loop of loops) loop.start();
    },
    workOff: async () => {
      const [fault] = await look();
      if (fault !== undefined) throw fault;
      while ((await work()) > 0);
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};

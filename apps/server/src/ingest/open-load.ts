import { totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import type { Config } from "../config.ts";
import { recordLoad } from "../modules/upkeep/overload/index.ts";
import { system } from "../platform/actor.ts";
import { createContext } from "../platform/context.ts";
import type { Readings } from "../platform/readings/index.ts";
import { type Broker, heldLimitBytes } from "./broker.ts";
import type { IngestOptions } from "./ingest.ts";
import type { Intake } from "./intake.ts";
import { Load } from "./load.ts";

const megabyte = 1024 * 1024;
/** The thread's time is looked at over this span: a batch alone takes some of it. */
const spanMs = 3_000;
const lookMs = 100;

/** What ingest may take: what is set, else half of what the machine, or its container, has. */
const memoryLimit = ({ ingestMemory }: Config): number => {
  if (ingestMemory > 0) return ingestMemory * megabyte;
  const constrained = process.constrainedMemory();
  const machine = totalmem();
  return (constrained > 0 && constrained < machine ? constrained : machine) / 2;
};

/** Share of the thread's time that was used, over the last seconds. */
const createBusy = (): (() => number) => {
  let from = performance.eventLoopUtilization();
  let at = performance.now();
  let busy = 0;
  return () => {
    const now = performance.now();
    if (now - at < spanMs) return busy;
    const until = performance.eventLoopUtilization();
    busy = performance.eventLoopUtilization(until, from).utilization;
    [from, at] = [until, now];
    return busy;
  };
};

/** What is looked at besides the queue, once it is there. */
export interface LoadSources {
  readonly broker: Pick<Broker, "heldBytes">;
  readonly intake: Pick<Intake, "lastWaitMs">;
}

/** Opens the load; `watch` begins to look, and answers how that ends. */
export const openLoad = (
  { deployment, clock, log, seed }: IngestOptions,
  { writer }: Pick<Readings, "writer">,
): { load: Load; watch: (sources: LoadSources) => () => Promise<void> } => {
  const limit = memoryLimit(deployment.config);
  const busy = createBusy();
  let sources: LoadSources | undefined;
  const load = new Load({
    measure: () => ({
      queue: Math.max(writer.queued / writer.limit, (sources?.broker.heldBytes ?? 0) / heldLimitBytes),
      memory: process.memoryUsage.rss() / limit,
      processor: busy(),
      waitMs: sources?.intake.lastWaitMs ?? 0,
    }),
    tell: (what, said) => recordLoad(createContext({ ...seed(), actor: system("ingest") }), what, said),
    now: () => clock.now().getTime(),
    log,
  });
  return {
    load,
    watch: (from) => {
      sources = from;
      const timer = setInterval(() => load.look(), lookMs);
      return () => {
        clearInterval(timer);
        return load.close();
      };
    },
  };
};

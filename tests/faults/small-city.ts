import type { RunningCity } from "../../e2e/support/running-city.ts";
import { startFaultCity } from "./ground.ts";

/** Places of readings that wait for the disk, and how long the disk takes for what waits: what the city then can take. */
export const queue = 160;
const usualSlowMs = 300;
/** Megabytes ingest may take. */
export const memoryMb = 1_024;

let shared: Promise<RunningCity> | undefined;

/** A city that can take little: its disk is slow and few readings may wait for it. One for all faults of a run. */
export const openSmallCity = (slowMs = usualSlowMs): Promise<RunningCity> => {
  shared ??= startFaultCity({
    env: { INGEST_QUEUE: String(queue), SLOW_POINT: `store:${slowMs}`, INGEST_MEMORY: String(memoryMb) },
  });
  return shared;
};

/** Ends it, if there is one. */
export const closeSmallCity = async (): Promise<void> => {
  const city = await shared?.catch(() => undefined);
  shared = undefined;
  await city?.stop();
};

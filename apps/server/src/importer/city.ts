import { setTimeout as sleep } from "node:timers/promises";
import { type Client, makeClient, ProblemError } from "@chengyun/client";
import { pinnedFetch } from "@chengyun/importer/pinned";
import type { WorkerTask } from "../modules/exchange/file-import/worker-word.ts";

const triesMost = 40;
const pauseMs = 3_000;

/** A store that is full or being started again is waited for: two minutes, then the run says so. */
export const patient = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await call();
    } catch (error) {
      const status = error instanceof ProblemError ? error.problem.status : undefined;
      if (tries === triesMost || (status !== 503 && status !== 429 && status !== 0)) throw error;
      await sleep(pauseMs);
    }
};

/** The city this worker was let into. */
export const openCity = ({ url, token, pin }: WorkerTask): Client => {
  const over = pin === undefined ? {} : { fetch: pinnedFetch(pin) };
  return makeClient({ url, token, language: () => "en", ...over });
};

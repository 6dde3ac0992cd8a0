import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../e2e/support/port.ts";
import { makeFolder, type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atMost, type Bench, type BenchRun } from "./bench.ts";

const hasPage = async (url: string): Promise<boolean> => {
  const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => undefined);
  return answer?.status === 200 && (await answer.text()).includes("<script");
};

/** Seconds from the start of the process until a browser would get its first page. */
const timeStart = async (dataDir: string): Promise<number> => {
  const port = await findFreePort();
  const began = performance.now();
  const starting: Promise<RunningCity> = startCity({ dataDir, simulator: true, port });
  let seconds: number | undefined;
  const poll = async (): Promise<void> => {
    while (!(await hasPage(`http://127.0.0.1:${port}/`))) await sleep(20);
    seconds = (performance.now() - began) / 1_000;
  };
  const [city] = await Promise.all([starting, Promise.race([poll(), starting.then(() => sleep(10_000))])]);
  await city.stop();
  if (seconds === undefined) throw new Error("the city is up and gives no page; is the console built?");
  return seconds;
};

const timeBoth = async (run: BenchRun): Promise<{ empty: number[]; existing: number[] }> => {
  const empty: number[] = [];
  const existing: number[] = [];
  for (let round = 0; round < run.rounds; round += 1) {
    const folder = makeFolder("start");
    try {
      empty.push(await timeStart(folder));
      existing.push(await timeStart(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    run.tell(`${empty.at(-1)?.toFixed(1)} s from empty, ${existing.at(-1)?.toFixed(1)} s again`);
  }
  return { empty, existing };
};

/** B11: the start. */
export const bench: Bench = {
  what: "the start: from the process to the first page",
  run: async (run) => {
    if (!existsSync(join(root, "dist/console/index.html")) || !existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: run.id, what: "start", skipped: "there is no build: npm run build" }];
    const { empty, existing } = await timeBoth(run);
    return [
      atMost(run, { what: "empty directory to the first page, demo city seeded", unit: "s", most: 15 }, empty),
      atMost(run, { what: "existing directory to the first page", unit: "s", most: 5 }, existing),
    ];
  },
};

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atMost, type Figure, plain, type Skipped } from "../../bench/bench.ts";
import { openByKey, waitFor } from "../../e2e/support/callers.ts";
import { findFreePort } from "../../e2e/support/port.ts";
import { makeFolder, type RunningCity, root, startCity } from "../../e2e/support/running-city.ts";
import { run as runProgram } from "../../scripts/run.ts";
import { mustHold, type Proof, type ProofRun } from "./proof.ts";
import { linkPackages } from "./tree-copy.ts";

const secondsSince = (began: number): number => (performance.now() - began) / 1_000;

const runIn = async (home: string, program: string, ...args: readonly string[]): Promise<number> => {
  const began = performance.now();
  const { code, output } = await runProgram(program, args, { cwd: home });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with code ${code}:\n${output.slice(-2_000)}`);
  return secondsSince(began);
};

interface Times {
  readonly page: number;
  readonly reading: number;
  readonly alarm: number;
  readonly aCase: number;
}

const waitForPage = async (url: string, withinMs: number): Promise<void> => {
  await waitFor(
    "a first page",
    async () => {
      const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    },
    withinMs,
  );
};

/** What a newcomer sees, and after how many seconds of `npm start`. */
const watch = async (home: string, dataDir: string): Promise<Times> => {
  const port = await findFreePort();
  const began = performance.now();
  const wishes = { home, dataDir, port, simulator: true, command: ["npm", "start"], readyWithinMs: 300_000 } as const;
  const starting: Promise<RunningCity> = startCity(wishes);
  const paged = waitForPage(`http://127.0.0.1:${port}/`, 300_000).then(() => secondsSince(began));
  const city = await starting;
  try {
    const page = await paged;
    const client = openByKey(city);
    await waitFor("a reading", async () => (await client.latest()).items[0], 180_000);
    const reading = secondsSince(began);
    await waitFor("an alarm", async () => (await client.alarms({})).items[0], 180_000);
    const alarm = secondsSince(began);
    await waitFor("a case", async () => (await client.cases({})).items[0], 180_000);
    return { page, reading, alarm, aCase: secondsSince(began) };
  } finally {
    await city.stop();
  }
};

const isStopped = async (dataDir: string): Promise<boolean> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (!existsSync(join(dataDir, "database/postmaster.pid"))) return true;
    await sleep(100);
  }
  return false;
};

const prove = async ({ id, quick, tell }: ProofRun, home: string, dataDir: string): Promise<(Figure | Skipped)[]> => {
  const line = { id, seed: 0 };
  tell("cloning what is committed");
  const cloned = await runIn(root, "git", "clone", "--quiet", "--no-hardlinks", root, home);
  const figures: (Figure | Skipped)[] = [plain(line, { what: "git clone", unit: "s" }, [cloned])];
  let installed = 0;
  if (quick) {
    linkPackages(home);
    figures.push({ id, what: "npm ci", skipped: "--quick: the packages of this tree were used" });
  } else {
    tell("npm ci");
    installed = await runIn(home, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    figures.push(plain(line, { what: "npm ci, packages from the cache where they are in it", unit: "s" }, [installed]));
  }
  tell("npm start");
  const { page, reading, alarm, aCase } = await watch(home, dataDir);
  const stopped = await isStopped(dataDir);
  return [
    ...figures,
    plain(line, { what: "npm start to the first page, with the build", unit: "s" }, [page]),
    plain(line, { what: "npm start to the first reading", unit: "s" }, [reading]),
    plain(line, { what: "npm start to the first alarm", unit: "s" }, [alarm]),
    atMost(line, { what: "first page to the first case", unit: "s", most: 120 }, [aCase - page]),
    atMost(line, { what: "nothing to the first case: clone, npm ci, npm start", unit: "s", most: 600 }, [
      cloned + installed + aCase,
    ]),
    mustHold(id, "one signal to the one process ends everything it started", stopped),
  ].map(({ seed: _, ...figure }: (Figure | Skipped) & { seed?: number }) => figure as Figure | Skipped);
};

/** 25: one command, one process. */
export const oneCommand: Proof = {
  what: "one command: from a fresh clone to the first case in minutes",
  run: async (run) => {
    const above = makeFolder("clone");
    const dataDir = makeFolder("first");
    try {
      return await prove(run, join(above, "chengyun"), dataDir);
    } finally {
      for (const folder of [above, dataDir]) rmSync(folder, { recursive: true, force: true });
    }
  },
};

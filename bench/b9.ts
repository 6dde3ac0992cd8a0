import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../apps/server/src/platform/database.ts";
import { openByPost } from "../e2e/support/callers.ts";
import { openBeside } from "../e2e/support/database.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atLeast, atMost, type Bench, type BenchRun, type Figure, plain, summarise } from "./bench.ts";
import { type Asking, type People, pairedAskings, usualAskings } from "./case-askings.ts";
import { type Crew, callCrew, liveOnce, movesOfLife } from "./case-lives.ts";
import { fillCases } from "./million-cases.ts";

const workers = 16;
/** A short run only tries that it works. */
const millionFrom = 1;

const liveFor = async (crew: Crew, seconds: number): Promise<{ rate: number; ids: string[] }> => {
  const began = performance.now();
  const until = began + seconds * 1_000;
  const ids: string[] = [];
  const work = async (worker: number): Promise<void> => {
    for (let turn = worker; performance.now() < until; turn += 1) ids.push(await liveOnce(crew, worker, turn));
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return { rate: (ids.length / (performance.now() - began)) * 1_000, ids };
};

/** Every life that was acknowledged to its end stands closed, with all its moves in the journal. */
const checkLives = async ({ pool }: Database, ids: readonly string[]): Promise<void> => {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*) FROM subjects WHERE id = ANY($1::uuid[]) AND stage = 'closed') AS closed,
      (SELECT count(*) FROM journal WHERE subject_id = ANY($1::text[]) AND subject_kind = 'case') AS moves`,
    [ids],
  );
  const { closed, moves } = rows[0] as { closed: number; moves: number };
  if (closed !== ids.length || moves !== ids.length * movesOfLife)
    throw new Error(`${ids.length} lives were acknowledged; ${closed} stand closed, with ${moves} moves`);
};

const measureLives = async (run: BenchRun, city: RunningCity, database: Database): Promise<Figure[]> => {
  const crew = await callCrew(city);
  // A city that serves is warm: what the engine compiles in its first seconds is no part of the rate.
  await liveFor(crew, 2 * run.seconds);
  const rounds: number[] = [];
  const all: string[] = [];
  for (let round = 0; round < run.rounds; round += 1) {
    const { rate, ids } = await liveFor(crew, run.seconds);
    rounds.push(rate);
    all.push(...ids);
    run.tell(`${rate.toFixed(0)} lives/s`);
  }
  await checkLives(database, all);
  const what = `whole case lives of ${movesOfLife} moves through HTTP, ${workers} at a time, load on the same machine`;
  return [atLeast(run, { what, unit: "lives/s", least: 60 }, rounds)];
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

const timeAsking = async ({ ask }: Asking, people: People, turns: number): Promise<number[]> => {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const began = performance.now();
    await ask(people, turn);
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other);
};

const measureLists = async (run: BenchRun, city: RunningCity, database: Database): Promise<Figure[]> => {
  const count = run.seconds < millionFrom ? 20_000 : 1_000_000;
  run.tell(`filling ${count} cases`);
  await fillCases(database, count);
  const officer = await openByPost(city, "duty-officer");
  const areas = (await officer.areas()).items.filter(({ level }) => level >= 3).map(({ path }) => path);
  const departments = (await officer.departments()).items.map(({ id }) => id);
  const people: People = { officer, handler: await openByPost(city, "drainage-handler"), areas, departments };
  const turns = Math.max(5, Math.round(run.seconds * 8));
  const all: number[] = [];
  const figures: Figure[] = [];
  for (const asking of usualAskings) {
    await timeAsking(asking, people, 3);
    const times = await timeAsking(asking, people, turns);
    all.push(...times);
    const p95 = percentile(times, 0.95);
    run.tell(`${asking.what}: p95 ${p95.toFixed(0)} ms`);
    const { spread } = summarise(times);
    figures.push({ ...plain(run, { what: `p95 of the list, ${asking.what}`, unit: "ms" }, [p95]), spread });
  }
  const p95 = percentile(
    all.sort((one, other) => one - other),
    0.95,
  );
  const rows = `a list of 100 rows over ${count.toLocaleString("en")} cases`;
  const what = `p95 of ${rows}, the filters used most alike often`;
  return [atMost(run, { what, unit: "ms", most: 200 }, [p95]), ...figures, ...(await measurePairs(run, people, rows))];
};

/** Every filter and every two of them, once each warm: what is slow is named. */
const measurePairs = async (run: BenchRun, people: People, rows: string): Promise<Figure[]> => {
  const times: number[] = [];
  const worst = { what: "", ms: 0 };
  for (const asking of pairedAskings) {
    const [fastest = 0] = await timeAsking(asking, people, 2);
    times.push(fastest);
    if (fastest > worst.ms) Object.assign(worst, { what: asking.what, ms: fastest });
    if (fastest > 200) run.tell(`${asking.what}: ${fastest.toFixed(0)} ms`);
  }
  times.sort((one, other) => one - other);
  const all = `${pairedAskings.length} filters and pairs of filters in every order`;
  return [
    atMost(run, { what: `p95 of ${rows}, ${all}`, unit: "ms", most: 200 }, [percentile(times, 0.95)]),
    plain(run, { what: `slowest of them: ${worst.what}`, unit: "ms" }, [worst.ms]),
  ];
};

/** B9: cases. */
export const bench: Bench = {
  what: "cases: whole lives through HTTP, filtered lists over a million",
  run: async (run) => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: run.id, what: "cases", skipped: "there is no build: npm run build" }];
    const city = await startCity({ dataDir: run.folder });
    const database = openBeside(city);
    try {
      return [...(await measureLives(run, city, database)), ...(await measureLists(run, city, database))];
    } finally {
      await database.close();
      await city.stop();
    }
  },
};

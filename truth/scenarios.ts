import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { waitFor } from "../e2e/support/callers.ts";
import { type RunningCity, root, runCli, startCity } from "../e2e/support/running-city.ts";
import type { Truth, TruthRun } from "./truth.ts";

const what = "what a played scenario must lead to, and what it must not";

/** Fast enough to be waited for, slow enough that a loaded machine keeps up with silences of minutes. */
const fastest = 60;

/** A sentence of `play --check`: `✓ 3/3  alarms that had to be raised were, in time`. */
const sentence = /^[✓✗] (\d+)\/(\d+) {2}(.+)$/gm;

const scenarios = [
  "sensor-dies",
  "stolen-ashtray",
  "cloudburst",
  "festival-crowd",
  "night-of-alarms",
  "river-spill",
  "burst-main",
  "gas-leak",
] as const;

const toFigures = (scenario: string, output: string): Figure[] =>
  [...output.matchAll(sentence)].map(([, right, of, words]) => ({
    id: `scenarios ${scenario}`,
    what: words ?? "",
    value: Number(right),
    unit: "of the truth",
    reach: `= ${of}`,
    met: right === of,
  }));

const buildMs = 900_000;

/** All of Yunze with nobody in it, once its last feature is there: plays are cast from the whole city. */
const startWholeCity = async (run: TruthRun): Promise<RunningCity> => {
  const city = await startCity({ env: { SHARED_DATA: run.data, DEMO_CITY: "city" }, readyWithinMs: 120_000 });
  const isBuilt = async () => (/"of":"places"/.test(city.log()) ? true : undefined);
  await waitFor("the city is built", isBuilt, buildMs).catch(async (fault: unknown) => {
    await city.stop();
    throw fault;
  });
  return city;
};

/** Plays one scenario in a city of its own, in which nobody else acts. */
const playOne = async (scenario: string, run: TruthRun): Promise<(Figure | Skipped)[]> => {
  const city = await startWholeCity(run);
  try {
    const speed = String(Math.min(fastest, run.speed));
    run.tell(`${scenario} at ${speed} times the speed`);
    const truth = join(city.dataDir, "truth.json");
    const { code, output } = await runCli(city, "play", scenario, "--speed", speed, "--check", "--truth", truth);
    if (code === 3) throw new Error(`${scenario} could not be played:\n${output.slice(-2_000)}`);
    const figures = toFigures(scenario, output);
    if (figures.length === 0) throw new Error(`${scenario} ended with code ${code}:\n${output.slice(-2_000)}`);
    const { alarms, mustNot } = JSON.parse(readFileSync(truth, "utf8"));
    run.tell(`${scenario}: ${alarms.length} alarms had to come, ${mustNot.length} must not`);
    for (const line of output.split("\n").filter((text) => /^ {4}|^[✓✗]/.test(text))) run.tell(line);
    return figures;
  } finally {
    await city.stop();
  }
};

/** A play that did not come to its end is a fault of its own; the others are played all the same. */
const notPlayed =
  (scenario: string, run: TruthRun) =>
  (fault: unknown): Figure[] => {
    run.tell(`${scenario}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return [
      { id: `scenarios ${scenario}`, what: "was played to its end", value: 0, unit: "plays", reach: "= 1", met: false },
    ];
  };

/** Plays every scenario and compares what the city did with the truth written beside. */
export const scenarioTruth: Truth = {
  what,
  run: async (run) => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: "scenarios", what, skipped: "there is no build: npm run build" }];
    const rows: (Figure | Skipped)[] = [];
    for (const scenario of scenarios) rows.push(...(await playOne(scenario, run).catch(notPlayed(scenario, run))));
    return rows;
  },
};

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@chengyun/client";
import type { Alarm, Thing } from "@chengyun/contracts";
import type { Figure, Skipped } from "../bench/bench.ts";
import { listAll, openByKey, waitFor } from "../e2e/support/callers.ts";
import { makeFolder, type RunningCity, root, runCli, startCity } from "../e2e/support/running-city.ts";
import { readStatedTruth, readTideTruth, type TideTruth } from "./tide-file.ts";
import type { Truth, TruthRun } from "./truth.ts";

const storms = ["1409", "1415", "1416"] as const;
const rule = "tide-above-warning";
const what = "stations of a storm with an alarm of the warning-level rule";

/** One sentence compared with its truth: how many of how many are right. */
interface Found {
  readonly what: string;
  readonly unit: string;
  readonly right: number;
  readonly of: number;
  readonly note?: string;
}

const toFigure = (storm: string, { what, unit, right, of, note }: Found): Figure => ({
  id: `tide-gauges ${storm}`,
  what: note === undefined ? what : `${what} (${note})`,
  value: right,
  unit,
  reach: `= ${of} ${unit}`,
  met: right === of,
});

interface Seen {
  readonly client: Client;
  readonly truth: TideTruth;
  /** Gauges by id. */
  readonly gauges: ReadonlyMap<string, Thing>;
  readonly alarms: readonly Alarm[];
}

const codeOf = ({ gauges }: Pick<Seen, "gauges">, thingId: string): string =>
  String(gauges.get(thingId)?.attributes["stationCode"] ?? thingId);

const listGauges = async (client: Client): Promise<Map<string, Thing>> => {
  const pins = await listAll((after) => client.things({ type: "tide-gauge", limit: 500, after }));
  return new Map(await Promise.all(pins.map(async ({ id }) => [id, await client.thing(id)] as const)));
};

/** Alarms of the rule once each of them has its case: reports are made after the alarm, by a reaction. */
const listAlarms = (client: Client): Promise<Alarm[]> =>
  waitFor("every alarm has its case", async () => {
    const alarms = await listAll((after) => client.alarms({ rule, limit: 500, after }));
    return alarms.every(({ caseId }) => caseId !== undefined) ? alarms : undefined;
  });

const compareSets = (seen: Seen): Found => {
  const alarmed = new Set(seen.alarms.map(({ thingId }) => codeOf(seen, thingId)));
  const wrong = [...alarmed].filter((code) => !seen.truth.above.includes(code));
  return {
    what: `${what}, and no station more`,
    unit: "stations",
    right: seen.truth.above.filter((code) => alarmed.has(code)).length - wrong.length,
    of: seen.truth.above.length,
    note: wrong.length === 0 ? [...alarmed].sort().join(" ") : `wrongly ${wrong.join(" ")}`,
  };
};

const countRows = async ({ client, gauges, truth }: Seen): Promise<Found> => {
  let stored = 0;
  const now = Date.parse((await client.clock()).now);
  for (const id of gauges.keys()) {
    const { items } = await client.streams(id);
    for (const { no } of items) {
      const span = {
        from: new Date(now - 20 * 86_400_000).toISOString(),
        to: new Date(now + 86_400_000).toISOString(),
      };
      const { points } = await client.readings(no, { ...span, points: 5_000 });
      stored += points.reduce((sum, { n }) => sum + n, 0);
    }
  }
  return { what: "readings stored of those the file holds", unit: "readings", right: stored, of: truth.rows };
};

const compareCases = ({ alarms, truth, ...seen }: Seen): Found => {
  const cases = new Map<string, Set<string | undefined>>();
  for (const { thingId, caseId } of alarms) {
    const code = codeOf(seen, thingId);
    cases.set(code, (cases.get(code) ?? new Set()).add(caseId));
  }
  const all = new Set([...cases.values()].flatMap((ids) => [...ids]));
  const single = truth.above.filter((code) => cases.get(code)?.size === 1).length;
  return {
    what: "stations all of whose alarms are in one case of their own",
    unit: "stations",
    right: all.size === cases.size ? single : single - 1,
    of: truth.above.length,
    note: `${alarms.length} alarms`,
  };
};

const checkEvidence = async (seen: Seen): Promise<Found> => {
  let right = 0;
  for (const { id, thingId } of seen.alarms) {
    const level = Number(seen.gauges.get(thingId)?.attributes["warningLevelCm"]);
    const { readings } = await seen.client.evidence(id);
    if (readings.some(({ value, judged }) => judged && value > level)) right += 1;
  }
  return {
    what: "alarms whose evidence shows readings above the level",
    unit: "alarms",
    right,
    of: seen.alarms.length,
  };
};

/** Everything happened in the journal, and a stranger with the public key can see that it is whole. */
const verifyJournal = async (city: RunningCity, client: Client): Promise<Found> => {
  const folder = makeFolder("export");
  try {
    const exported = await runCli(city, "export", "--out", join(folder, "journal"));
    writeFileSync(join(folder, "key"), await client.journalKey());
    const verified = await runCli(city, "verify", join(folder, "journal"), "--key", join(folder, "key"));
    const note = /\d+ entries/.exec(verified.output)?.[0] ?? `${exported.output}${verified.output}`.trim().slice(-200);
    const right = exported.code === 0 && verified.code === 0 ? 1 : 0;
    return { what: "the exported journal verifies", unit: "journal", right, of: 1, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const look = async (city: RunningCity, truth: TideTruth): Promise<Found[]> => {
  const client = openByKey(city);
  const seen: Seen = { client, truth, gauges: await listGauges(client), alarms: await listAlarms(client) };
  return [
    compareSets(seen),
    await countRows(seen),
    compareCases(seen),
    await checkEvidence(seen),
    await verifyJournal(city, client),
  ];
};

const playStorm = async (storm: string, truth: TideTruth, run: TruthRun): Promise<Figure[]> => {
  const city = await startCity({ profile: "coast", env: { SHARED_DATA: run.data } });
  try {
    run.tell(`storm ${storm}: ${truth.rows} readings at ${run.speed} times the speed`);
    const began = performance.now();
    const asked = ["--storm", storm, "--speed", String(run.speed), "--data", run.data];
    const { code, output } = await runCli(city, "replay", "tide-gauges", ...asked);
    if (code !== 0) throw new Error(`the replay of ${storm} ended with code ${code}:\n${output.slice(-2_000)}`);
    run.tell(`storm ${storm}: played in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    return (await look(city, truth)).map((found) => toFigure(storm, found));
  } finally {
    await city.stop();
  }
};

const compareStated = (storm: string, truth: TideTruth, stated: readonly string[] | undefined): Figure[] =>
  stated === undefined
    ? []
    : [
        toFigure(storm, {
          what: "stations above their level by the file, as the data's README states them",
          unit: "stations",
          right: truth.above.join() === stated.join() ? truth.above.length : 0,
          of: stated.length,
          note: truth.above.join(" "),
        }),
      ];

/** Which stations of three storms alarm, and which should. */
export const tideGauges: Truth = {
  what,
  run: async (run) => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: "tide-gauges", what, skipped: "there is no build: npm run build" }];
    const stated = readStatedTruth(run.data);
    const rows: (Figure | Skipped)[] = [];
    for (const storm of storms) {
      const truth = readTideTruth(run.data, storm);
      if (truth === undefined)
        rows.push({ id: `tide-gauges ${storm}`, what, skipped: `no table of it in ${run.data}` });
      else rows.push(...compareStated(storm, truth, stated.get(storm)), ...(await playStorm(storm, truth, run)));
    }
    return rows;
  },
};

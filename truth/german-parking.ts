import { type ChildProcess, spawn } from "node:child_process";
import { createReadStream, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { Figure, Skipped } from "../bench/bench.ts";
import { listAll, openByKey } from "../e2e/support/callers.ts";
import { makeFolder, type RunningCity } from "../e2e/support/running-city.ts";
import { importByCli, mappingPath, startWideCity } from "./empty-city.ts";
import type { Truth, TruthRun } from "./truth.ts";

const id = "german-parking";
const what = "free places of German car parks, with a kill -9 in the middle";
const folder = "traffic-parking";
const readingsFile = "german-parking-free-2023-03_05.csv.gz";
/** Exit code of an import that came to its end and left rows out: those of unknown places. */
const notAll = 5;
const lowest = 0;
const highest = 5_000;

/** What the file itself says, read apart from the importer. */
interface Told {
  readings: number;
  known: number;
  unknown: number;
  unknownPlaces: Set<string>;
  flagged: number;
  last: Map<string, { at: number; value: number }>;
}

const readTruth = async (data: string): Promise<Told> => {
  const rows = parse(readFileSync(join(data, folder, "german-parking-places.csv")), { columns: true }) as Record<
    string,
    string
  >[];
  const places = new Set(rows.map((row) => row["place_id"] ?? ""));
  const told: Told = { readings: 0, known: 0, unknown: 0, unknownPlaces: new Set(), flagged: 0, last: new Map() };
  const lines = createInterface({ input: createReadStream(join(data, folder, readingsFile)).pipe(createGunzip()) });
  for await (const line of lines) {
    const [time = "", place = "", free = ""] = line.split(",");
    if (time === "timestamp" || line === "") continue;
    told.readings += 1;
    if (!places.has(place)) {
      told.unknown += 1;
      told.unknownPlaces.add(place);
      continue;
    }
    told.known += 1;
    const value = Number(free);
    if (value < lowest || value > highest) told.flagged += 1;
    told.last.set(place, { at: Date.parse(time), value });
  }
  return told;
};

const startImport = (city: RunningCity, file: string): { child: ChildProcess; ended: Promise<number> } => {
  const args = [
    join(city.home, "apps/cli/bin/chengyun.mjs"),
    "import",
    "readings",
    file,
    "--map",
    mappingPath("parking-german"),
  ];
  const child = spawn(process.execPath, args, {
    cwd: city.home,
    env: { ...process.env, ...city.env },
    stdio: "ignore",
  });
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  return { child, ended };
};

const untilHalf = async (client: ReturnType<typeof openByKey>): Promise<number> => {
  for (;;) {
    const { items } = await client.importRuns({ limit: 10 });
    const rows = items.find(({ kind }) => kind === "readings")?.counts.rows ?? 0;
    if (rows > 1_500_000) return rows;
    await sleep(100);
  }
};

/** CPU seconds of the city's processes and of what they started, as the kernel counts them. */
const cpuOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const own = (Number(stat[11]) + Number(stat[12])) / 100;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + cpuOf(Number(child)), own);
};

const equal = (about: string, unit: string, value: number, of: number): Figure => ({
  id,
  what: about,
  value,
  unit,
  reach: `= ${of}`,
  met: value === of,
});

const compareLast = async (client: ReturnType<typeof openByKey>, told: Told): Promise<number> => {
  const latest = new Map((await client.latest({ type: "free-places" })).items.map((one) => [one.stream, one]));
  const things = await listAll((after) => client.things({ type: "car-park", limit: 500, after }));
  let right = 0;
  for (const thing of things) {
    const [stream] = (await client.streams(thing.id)).items;
    const own = told.last.get((await client.thing(thing.id)).ref.replace("parking/", ""));
    const found = stream === undefined ? undefined : latest.get(stream.no);
    if (own !== undefined && found !== undefined && Date.parse(found.at) === own.at && found.value === own.value)
      right += 1;
  }
  return right;
};

const measure = async (run: TruthRun, city: RunningCity): Promise<Figure[]> => {
  const file = join(run.data, folder, readingsFile);
  const told = await readTruth(run.data);
  const client = openByKey(city);
  await importByCli(city, "things", join(run.data, folder, "german-parking-places.csv"), "parking-german-places");
  const [began, cpuBefore] = [performance.now(), cpuOf(city.pid)];
  const first = startImport(city, file);
  const at = await untilHalf(client);
  first.child.kill("SIGKILL");
  await first.ended;
  run.tell(`killed after ${at} readings and ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  const code = await startImport(city, file).ended;
  const seconds = (performance.now() - began) / 1_000;
  const cpu = cpuOf(city.pid) - cpuBefore;
  if (code !== notAll) throw new Error(`the second run ended with ${code}`);
  const again = performance.now();
  if ((await startImport(city, file).ended) !== notAll) throw new Error("the third run failed");
  const { items } = await client.importRuns({ limit: 10 });
  const counts = items.find(({ kind }) => kind === "readings")?.counts;
  const aside = await listAll((after) => client.quarantine({ reason: "unknown-thing", limit: 500, after }));
  const count = aside.reduce((sum, one) => sum + one.count, 0);
  return [
    {
      id,
      what: "time of both runs together, killed in the middle",
      value: seconds,
      unit: "s",
      reach: "≤ 60 s",
      met: seconds <= 60,
    },
    { id, what: "CPU of the city meanwhile (the importer's own comes on top)", value: cpu, unit: "CPU s" },
    { id, what: "time of a third run, which adds nothing", value: (performance.now() - again) / 1_000, unit: "s" },
    equal("readings of known places stored", "readings", (counts?.added ?? 0) + (counts?.known ?? 0), told.known),
    equal("readings negative or above 5,000, flagged", "readings", counts?.flagged ?? 0, told.flagged),
    equal("readings of unknown places in the quarantine", "readings", count, told.unknown),
    equal("unknown places in the quarantine", "places", aside.length, told.unknownPlaces.size),
    equal("readings in conflict", "readings", counts?.conflicts ?? -1, 0),
    equal("last values equal to the file's", "places", await compareLast(client, told), told.last.size),
  ];
};

/** `german-parking`: three and a half million readings, a kill, and everything there once. */
export const germanParking: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(run.data, folder, readingsFile)))
      return [{ id, what, skipped: `there is no ${readingsFile}` }];
    const dataDir = makeFolder("parking");
    const city = await startWideCity("parking", [5.8, 47.2, 15.1, 55.1], dataDir);
    try {
      return await measure(run, city);
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

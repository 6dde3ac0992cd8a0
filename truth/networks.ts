import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { makeFolder } from "../e2e/support/running-city.ts";
import { importByCli, startWideCity } from "./empty-city.ts";
import { type Exported, readExport } from "./exported.ts";
import type { Truth } from "./truth.ts";

const id = "networks";
const what = "EPANET networks as things and links: counts of the data set's own page";
const folder = "water-supply/networks";

/**
 * File, mapping, then junctions, reservoirs, tanks, pipes, pumps, valves as the data set's README says them, and the base
 * demands of all junctions in m³/h as the EPANET engine sums them (all categories, times the multiplier; asked in CMH).
 */
const networks: readonly (readonly [string, string, readonly number[], number])[] = [
  ["Net1.inp", "net1", [9, 1, 1, 12, 1, 0], 249.836],
  ["Net2.inp", "net2", [35, 0, 1, 40, 0, 0], -84.404],
  ["Net3.inp", "net3", [92, 2, 3, 117, 2, 0], 693.205],
  ["ky4.inp", "ky4", [959, 1, 4, 1_156, 2, 0], 236.342],
  ["micropolis.inp", "micropolis", [1_574, 2, 1, 1_415, 8, 196], 247.677],
  ["richmond.inp", "richmond", [865, 1, 6, 949, 7, 1], 141.262],
  ["L-Town.inp", "l-town", [782, 2, 1, 905, 1, 3], 176.578],
  ["PacificCity.inp.gz", "pacific-city", [8_715, 9, 0, 6_944, 0, 2_716], 2_457.761],
];
const types = ["model-junction", "model-reservoir", "model-tank", "model-pipe", "model-pump", "model-valve"];

/** Rows of one network in the city, by their type. */
const countTypes = (rows: readonly Exported[], prefix: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { properties } of rows) {
    const { ref = "", type = "" } = properties;
    if (ref.startsWith(prefix)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
};

type Wanted = readonly [counts: readonly number[], demand: number];

/** Units of American files are converted by other digits than the engine's. */
const demandShare = 1e-4;

/** Base demands of one network in the city, m³/h. */
const sumDemands = (rows: readonly Exported[], prefix: string): number =>
  rows.reduce((sum, { properties: { ref = "", attributes } }) => {
    return ref.startsWith(prefix) ? sum + (attributes?.demandM3PerHour ?? 0) : sum;
  }, 0);

const toFigures = (name: string, rows: readonly Exported[], [truth, demand]: Wanted): Figure[] => {
  const counts = countTypes(rows, `${name}/`);
  const found = types.map((type) => counts.get(type) ?? 0);
  const right = found.filter((count, at) => count === truth[at]).length;
  const whole = truth.reduce((sum, count) => sum + count, 0);
  const kept = found.reduce((sum, count) => sum + count, 0);
  const demands = sumDemands(rows, `${name}/`);
  return [
    {
      id,
      what: `${name}: junctions/reservoirs/tanks/pipes/pumps/valves in the city, of the page's ${truth.join("/")}`,
      value: right,
      unit: "kinds",
      reach: "= 6",
      met: right === 6,
    },
    {
      ...{ id, what: `${name}: nodes and links in the city`, value: kept, unit: "rows" },
      ...{ reach: `= ${whole}`, met: kept === whole },
    },
    {
      ...{ id, what: `${name}: base demands of its junctions`, value: Number(demands.toFixed(3)), unit: "m³/h" },
      ...{ reach: `= ${demand}`, met: Math.abs(demands - demand) <= demandShare * Math.abs(demand) },
    },
  ];
};

/** `networks`: the eight water networks, counted in the city after the import. */
export const networksReport: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(run.data, folder))) return [{ id, what, skipped: `there is no ${join(run.data, folder)}` }];
    const dataDir = makeFolder("networks");
    const city = await startWideCity("networks", [112, 28.5, 113.2, 29.5], dataDir);
    try {
      for (const [file, name] of networks) {
        const began = performance.now();
        await importByCli(city, "network", join(run.data, folder, file), `epanet-${name}`);
        run.tell(`${name} in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      }
      const rows = [...(await readExport(city, "things")), ...(await readExport(city, "links"))];
      return networks.flatMap(([, name, truth, demand]) => toFigures(name, rows, [truth, demand]));
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

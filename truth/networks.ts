import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { openByKey } from "../e2e/support/callers.ts";
import { makeFolder } from "../e2e/support/running-city.ts";
import { importByCli, startWideCity } from "./empty-city.ts";
import type { Truth, TruthRun } from "./truth.ts";

const id = "networks";
const what = "EPANET networks as things and links: counts of the data set's own page";
const folder = "water-supply/networks";

/** File, mapping, then junctions, reservoirs, tanks, pipes, pumps, valves as the data set's README says them. */
const networks: readonly (readonly [string, string, readonly number[]])[] = [
  ["Net1.inp", "net1", [9, 1, 1, 12, 1, 0]],
  ["Net2.inp", "net2", [35, 0, 1, 40, 0, 0]],
  ["Net3.inp", "net3", [92, 2, 3, 117, 2, 0]],
  ["ky4.inp", "ky4", [959, 1, 4, 1_156, 2, 0]],
  ["micropolis.inp", "micropolis", [1_574, 2, 1, 1_415, 8, 196]],
  ["richmond.inp", "richmond", [865, 1, 6, 949, 7, 1]],
  ["L-Town.inp", "l-town", [782, 2, 1, 905, 1, 3]],
  ["PacificCity.inp.gz", "pacific-city", [8_715, 9, 0, 6_944, 0, 2_716]],
];
const thingTypes = ["model-junction", "model-reservoir", "model-tank"];
const linkTypes = ["model-pipe", "model-pump", "model-valve"];

type Client = ReturnType<typeof openByKey>;

const countThings = async (client: Client, prefix: string, type: string): Promise<number> => {
  let [count, after]: [number, string | undefined] = [0, undefined];
  do {
    const found = await client.things({ type, q: prefix, limit: 500, ...(after === undefined ? {} : { after }) });
    count += found.items.length;
    after = found.next;
  } while (after !== undefined);
  return count;
};

const countsSaid = (output: string): Map<string, number> =>
  new Map(
    [...output.matchAll(/^ {4}(\S+) +([\d,]+)$/gm)].map(([, type = "", n = ""]) => [
      type,
      Number(n.replaceAll(",", "")),
    ]),
  );

const measureOne = async (
  run: TruthRun,
  client: Client,
  importOne: () => Promise<string>,
  [, name, truth]: (typeof networks)[number],
): Promise<Figure[]> => {
  const output = await importOne();
  const said = countsSaid(output);
  const things = await Promise.all(thingTypes.map((type) => countThings(client, `${name}/node/`, type)));
  const links = linkTypes.map((type) => said.get(type) ?? 0);
  const added = Number(/: ([\d,]+) added/.exec(output)?.[1]?.replaceAll(",", "") ?? 0);
  const meters = said.get("model-meter") ?? 0;
  const right = [...things, ...links].filter((count, at) => count === truth[at]).length;
  const whole = truth.reduce((sum, count) => sum + count, 0);
  run.tell(`${name}: ${[...things, ...links].join("/")}`);
  return [
    {
      id,
      what: `${name}: kinds of nodes and links with the count of the page (junctions/reservoirs/tanks/pipes/pumps/valves)`,
      value: right,
      unit: "kinds",
      reach: "= 6",
      met: right === 6,
    },
    {
      id,
      what: `${name}: nodes and links kept`,
      value: added - meters,
      unit: "rows",
      reach: `= ${whole}`,
      met: added - meters === whole,
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
      const figures: Figure[] = [];
      for (const network of networks) {
        const [file, name] = network;
        const importOne = () => importByCli(city, "network", join(run.data, folder, file), `epanet-${name}`);
        figures.push(...(await measureOne(run, openByKey(city), importOne, network)));
      }
      return figures;
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

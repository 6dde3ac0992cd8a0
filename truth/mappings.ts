import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Figure, Skipped } from "../bench/bench.ts";
import { makeFolder, type RunningCity } from "../e2e/support/running-city.ts";
import { importByCli, mappingPath, startWideCity } from "./empty-city.ts";
import type { Truth, TruthRun } from "./truth.ts";

const id = "mappings";
const what = "sets of real data by the mappings that come along, counted by the pages and by their own lines";

/** A file, what it is imported as by which mapping, and how many rows the city must have added. */
interface Set {
  readonly file: string;
  readonly kind: "areas" | "things" | "network" | "readings";
  readonly mapping: string;
  readonly added: (path: string) => number;
  /** Rows the mapping leaves out, or that say nothing, are no loss; others are. */
  readonly refused?: number;
}

const textOf = (path: string): string => {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
};

const is = (count: number) => (): number => count;

/** Cells of the mapped columns that hold something, counted by nothing but the file's own commas: none is quoted here. */
const cellsOf =
  (mapping: string) =>
  (path: string): number => {
    const { values } = JSON.parse(readFileSync(mappingPath(mapping), "utf8")) as {
      values: { value: string | { column: string } }[];
    };
    const [first = "", ...lines] = textOf(path).trimEnd().split(/\r?\n/);
    const headings = first.split(",");
    const places = values.map(({ value }) => headings.indexOf(typeof value === "string" ? value : value.column));
    let count = 0;
    for (const line of lines) {
      const cells = line.split(",");
      for (const place of places) if ((cells[place] ?? "") !== "") count += 1;
    }
    return count;
  };

/** Reaches and the distinct places where they end. */
const endsAndReaches = (path: string): number => {
  const { features } = JSON.parse(textOf(path)) as { features: { geometry: { coordinates: number[][] } }[] };
  const ends = features.flatMap(({ geometry: { coordinates } }) => [coordinates[0], coordinates.at(-1)]);
  return features.length + new Set(ends.map((end) => end?.join())).size;
};

const swmmSections = [
  "JUNCTIONS",
  "OUTFALLS",
  "STORAGE",
  "DIVIDERS",
  "CONDUITS",
  "PUMPS",
  "ORIFICES",
  "WEIRS",
  "OUTLETS",
];

/** Lines of the sections of nodes and links. */
const swmmRows = (path: string): number => {
  let section = "";
  let count = 0;
  for (const line of textOf(path).split(/\r?\n/)) {
    section = /^\[(\w+)\]/.exec(line)?.[1]?.toUpperCase() ?? section;
    if (swmmSections.includes(section) && /^\s*[^;[\s]/.test(line)) count += 1;
  }
  return count;
};

const stationsOf = (path: string): number =>
  new Set(
    textOf(path)
      .trimEnd()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(",")[1]),
  ).size;

const storm = (number: string): readonly Set[] => {
  const file = `hazards/tide-gauges/typhoon-${number}-hourly-tide.csv`;
  return [
    { file, kind: "things", mapping: "tide-stations", added: stationsOf },
    { file, kind: "readings", mapping: "tide-levels", added: cellsOf("tide-levels") },
  ];
};

const swmm = (name: string): Set => ({
  ...{ file: `drainage/swmm/${name}.inp${name === "epsilon" ? ".gz" : ""}`, kind: "network", mapping: `swmm-${name}` },
  added: swmmRows,
});

const air = "air/china-national-stations-one-hour.csv";

/** In order: what lies in an area, or is measured at a thing, comes after it. */
const sets: readonly Set[] = [
  { file: "boundaries/china-provinces.geojson.gz", kind: "areas", mapping: "area-zhejiang-province", added: is(1) },
  { file: "boundaries/codes/cities.csv", kind: "areas", mapping: "area-hangzhou-city", added: is(1) },
  {
    ...{ file: "boundaries/city-330100-counties.geojson", kind: "areas", mapping: "area-hangzhou-counties" },
    added: is(13),
  },
  {
    ...{ file: "drainage/river-network/middlefork-edges.geojson", kind: "network" },
    ...{ mapping: "river-middlefork-reaches", added: endsAndReaches },
  },
  {
    ...{ file: "drainage/river-network/middlefork-sites.geojson", kind: "things" },
    ...{ mapping: "river-middlefork-sites", added: is(45) },
  },
  ...["alpha", "beta", "gamma", "epsilon", "theta", "astlingen"].map(swmm),
  { file: air, kind: "things", mapping: "air-china-stations", added: is(1_495) },
  { file: air, kind: "readings", mapping: "air-china-hour", added: cellsOf("air-china-hour") },
  {
    ...{ file: "air/beijing-9-stations-hourly-2013_2017.csv.gz", kind: "readings", mapping: "air-beijing-9" },
    added: cellsOf("air-beijing-9"),
  },
  { file: "water-supply/networks/L-Town.inp", kind: "network", mapping: "epanet-l-town", added: is(1_697) },
  {
    ...{ file: "water-supply/battledim-2019/scada-flows-level-2019-01_06.csv.gz", kind: "readings" },
    ...{ mapping: "battledim-scada", added: is(52_128 * 4) },
  },
  ...["1409", "1415", "1416"].flatMap(storm),
];

const numberIn = (pattern: RegExp, output: string): number =>
  Number(pattern.exec(output)?.[1]?.replaceAll(",", "") ?? Number.NaN);

const importOne = async (run: TruthRun, city: RunningCity, set: Set): Promise<Figure> => {
  const path = join(run.data, set.file);
  const began = performance.now();
  const output = await importByCli(city, set.kind, path, set.mapping);
  const seconds = (performance.now() - began) / 1_000;
  const last = output.split("\n").find((line) => / rows: /.test(line)) ?? "";
  const count = (word: string): number => numberIn(new RegExp(`([\\d,]+) ${word}`), last) || 0;
  const [expected, value] = [set.added(path), count("added") + count("known") + count("changed")];
  run.tell(`${set.mapping} in ${seconds.toFixed(1)} s: ${last}`);
  return {
    ...{ id, what: `${set.mapping}: rows of ${set.file} in the city`, value, unit: "rows" },
    ...{ reach: `= ${expected}`, met: value === expected },
  };
};

/** `mappings`: every mapping that no other report runs. */
export const mappings: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    const dataDir = makeFolder("mappings");
    const city = await startWideCity("mappings", [-179, -60, 179, 75], dataDir);
    try {
      const rows: (Figure | Skipped)[] = [];
      for (const set of sets) {
        const isThere = existsSync(join(run.data, set.file));
        rows.push(isThere ? await importOne(run, city, set) : { id, what: set.mapping, skipped: `no ${set.file}` });
      }
      return rows;
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

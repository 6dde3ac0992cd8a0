import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { openByKey } from "../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli, startCity } from "../e2e/support/running-city.ts";
import { importByCli } from "./empty-city.ts";
import { type Exported, readExport } from "./exported.ts";
import type { Truth, TruthRun } from "./truth.ts";

const id = "boundaries";
const what = "Hunan › Yiyang › Yuanjiang with its 14 streets, from GCJ-02 to WGS-84";
const folder = "boundaries";

/** In order: an area lies in what was kept before. */
const imports = [
  ["china-provinces.geojson.gz", "area-hunan-province"],
  ["province-430000-cities.geojson", "area-hunan-yiyang"],
  ["city-430900-counties.geojson", "area-yiyang-counties"],
  ["county/430981.geojson", "area-county-430981"],
  ["codes/streets.csv.gz", "area-yuanjiang-streets"],
] as const;

type Point = readonly [number, number];
const radian = Math.PI / 180;
const metres = ([x1, y1]: Point, [x2, y2]: Point): number =>
  Math.hypot((x2 - x1) * Math.cos(y1 * radian), y2 - y1) * radian * 6_378_137;

const flatten = (coordinates: unknown): Point[] =>
  typeof (coordinates as number[])[0] === "number"
    ? [coordinates as unknown as Point]
    : (coordinates as unknown[]).flatMap(flatten);

/** Places as published for this conversion, WGS-84 and GCJ-02: nobody of ours worked them out. */
const knownPoints: readonly (readonly [string, Point, Point])[] = [
  ["Shanghai", [121.5272106, 31.1774276], [121.531541859215, 31.17530398364597]],
  ["Shenzhen", [113.912316, 22.543847], [113.9171764808363, 22.540796131694766]],
  ["Beijing", [116.377817, 39.911954], [116.38404722455657, 39.91334545536069]],
];

/** Brings the known points in, once as what they are and once as if nobody had to convert them. */
const importKnownPoints = async (city: RunningCity): Promise<readonly Exported[]> => {
  const folder = makeFolder("known-points");
  const feature = ([name, , gcj]: (typeof knownPoints)[number]) => ({
    type: "Feature",
    properties: { name },
    geometry: { type: "Point", coordinates: gcj },
  });
  const file = join(folder, "points.geojson");
  writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features: knownPoints.map(feature) }));
  for (const system of ["gcj-02", "wgs-84"]) {
    const fields = { ref: { text: `${system}/{name}` }, kind: { is: "place" }, class: { is: "quarter" }, name: "name" };
    const mapping = join(folder, `${system}.json`);
    writeFileSync(mapping, JSON.stringify({ kind: "base", source: "known-points", system, fields }));
    const ended = await runCli(city, "import", "base", file, "--map", mapping);
    if (ended.code !== 0) throw new Error(ended.output);
  }
  rmSync(folder, { recursive: true, force: true });
  return readExport(city, "base");
};

/** How far the known points lie from where they are, when told in the given system. */
const offBy = (kept: readonly Exported[], system: string): number[] =>
  knownPoints.map(([name, wgs]) => {
    const found = kept.find(({ properties }) => properties.ref === `${system}/${name}`);
    return metres(wgs, (found?.geometry?.coordinates ?? [0, 0]) as unknown as Point);
  });

const measureKnownPoints = async (run: TruthRun, city: RunningCity): Promise<Figure[]> => {
  const kept = await importKnownPoints(city);
  const [right, wrong] = [offBy(kept, "gcj-02"), offBy(kept, "wgs-84")];
  run.tell(`known points off by ${right.map((one) => one.toFixed(2)).join(", ")} m`);
  run.tell(`told as WGS-84, off by ${wrong.map((one) => one.toFixed(0)).join(", ")} m`);
  return [
    {
      ...{
        id,
        what: "farthest a known point lies from its place, told as GCJ-02",
        value: Math.max(...right),
        unit: "m",
      },
      ...{ reach: "≤ 2 m", met: Math.max(...right) <= 2 },
    },
    {
      id,
      what: "the same points told as WGS-84, so that nothing is converted: least shift, at most 700 m",
      value: Math.min(...wrong),
      unit: "m",
      reach: "≥ 300 m",
      met: Math.min(...wrong) >= 300 && Math.max(...wrong) <= 700,
    },
  ];
};

/** Ellipsoid and constants of the offset, written here apart from any library so that the one checks the other. */
const [axis, eccentricity] = [6_378_245, 0.006_693_421_622_965_943];
const wave = (value: number, ...terms: readonly (readonly [number, number])[]): number =>
  terms.reduce((sum, [size, step]) => sum + (size * 2 * Math.sin(value * step * Math.PI)) / 3, 0);
const shiftOf = ([longitude, latitude]: Point): Point => {
  const [x, y] = [longitude - 105, latitude - 35];
  const both = wave(x, [20, 6], [20, 2]);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    both +
    wave(y, [20, 1], [40, 1 / 3]) +
    wave(y, [160, 1 / 12], [320, 1 / 30]);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    both +
    wave(x, [20, 1], [40, 1 / 3]) +
    wave(x, [150, 1 / 12], [300, 1 / 30]);
  const magic = 1 - eccentricity * Math.sin(latitude * radian) ** 2;
  return [
    (east * 180) / ((axis / Math.sqrt(magic)) * Math.cos(latitude * radian) * Math.PI),
    (north * 180) / (((axis * (1 - eccentricity)) / (magic * Math.sqrt(magic))) * Math.PI),
  ];
};

/** Where a WGS-84 point stands in GCJ-02, by the formula alone. */
const toGcj = (point: Point): Point => {
  const [dx, dy] = shiftOf(point);
  return [point[0] + dx, point[1] + dy];
};

const compare = (given: readonly Point[], kept: readonly Point[]): { worst: number; least: number; most: number } => {
  const back = kept.map(toGcj);
  const off = given.map((point, at) => metres(point, back[at] ?? [0, 0]));
  const shift = given.map((point, at) => metres(point, kept[at] ?? [0, 0]));
  return { worst: Math.max(...off), least: Math.min(...shift), most: Math.max(...shift) };
};

const measure = async (
  run: TruthRun,
  client: ReturnType<typeof openByKey>,
  outline: readonly Point[],
): Promise<Figure[]> => {
  const areas = (await client.areas()).items;
  const at = (path: string) => areas.filter(({ parentPath }) => parentPath === path);
  const streets = at("430000/430900/430981/");
  const names = streets.map(({ name }) => name.zh);
  const file = JSON.parse(readFileSync(join(run.data, folder, "county/430981.geojson"), "utf8")) as {
    features: Exported[];
  };
  const given = flatten(file.features[0]?.geometry?.coordinates ?? []);
  const { worst, least, most } = compare(given, outline);
  run.tell(`shift ${least.toFixed(0)} to ${most.toFixed(0)} m, back to GCJ-02 within ${worst.toFixed(2)} m`);
  return [
    {
      id,
      what: "chain of areas: Hunan, Yiyang, its counties",
      value: at("").length + at("430000/").length + at("430000/430900/").length,
      unit: "areas",
      reach: "= 8",
      met: at("430000/430900/").length === 6,
    },
    {
      id,
      what: "streets and towns of Yuanjiang, from 琼湖街道 on, without shapes",
      value: streets.length,
      unit: "areas",
      reach: "= 14",
      met: streets.length === 14 && names.includes("琼湖街道"),
    },
    {
      id,
      what: "corners of Yuanjiang's boundary kept",
      value: outline.length,
      unit: "corners",
      reach: `= ${given.length}`,
      met: outline.length === given.length,
    },
    {
      id,
      what: "farthest a corner lies from where the offset formula, written apart, puts it back",
      value: worst,
      unit: "m",
      reach: "≤ 1 m",
      met: worst <= 1,
    },
    {
      id,
      what: "least shift between file and city (what is missing without conversion)",
      value: least,
      unit: "m",
      reach: "≥ 300 m, most ≤ 700 m",
      met: least >= 300 && most <= 700,
    },
  ];
};

/** `boundaries`: five levels of real areas, and that their conversion is right. */
export const boundaries: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(run.data, folder))) return [{ id, what, skipped: `there is no ${join(run.data, folder)}` }];
    const dataDir = makeFolder("boundaries");
    const city = await startCity({ dataDir, env: { CITY: "yuanjiang" }, readyWithinMs: 240_000 });
    try {
      for (const [file, mapping] of imports)
        run.tell((await importByCli(city, "areas", join(run.data, folder, file), mapping)).split("\n").at(-2) ?? "");
      const client = openByKey(city);
      const outline = (await readExport(city, "areas")).find(({ properties }) => properties.code === "430981");
      const figures = await measure(run, client, flatten(outline?.geometry?.coordinates ?? []));
      return [...figures, ...(await measureKnownPoints(run, city))];
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

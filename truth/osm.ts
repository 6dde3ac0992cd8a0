import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { makeFolder, type RunningCity, startCity } from "../e2e/support/running-city.ts";
import { importByCli } from "./empty-city.ts";
import { type Exported, readExport } from "./exported.ts";
import type { Truth } from "./truth.ts";

const id = "osm";
const what = "a quarter of Haidian from OpenStreetMap: buildings, and roads that hang together";
const file = "boundaries/osm-beijing-haidian-tsinghua.osm.gz";

type Point = readonly [number, number];
const lineOf = ({ geometry }: Exported): readonly Point[] => (geometry?.coordinates ?? []) as readonly Point[];

/** Size of the largest part of a road graph whose edges join where lines share a point, over the whole. */
const largestShare = (roads: readonly Exported[]): number => {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const road of roads) {
    const keys = lineOf(road).map(([x, y]) => `${x},${y}`);
    for (const key of keys) if (!parent.has(key)) parent.set(key, key);
    for (const key of keys.slice(1)) parent.set(find(key), find(keys[0] ?? key));
  }
  const sizes = new Map<string, number>();
  for (const key of parent.keys()) sizes.set(find(key), (sizes.get(find(key)) ?? 0) + 1);
  return Math.max(0, ...sizes.values()) / Math.max(1, parent.size);
};

/** Places in the extract, far apart, as OpenStreetMap has them. */
const places: readonly (readonly [string, Point, Point])[] = [
  ["Chengfu Road, west to east", [116.3115, 39.9915], [116.3293, 39.9925]],
  ["Zhongguancun North Street, south to north", [116.3105, 39.993], [116.3125, 40.009]],
  ["north-west to south-east", [116.3125, 40.0105], [116.3305, 39.9925]],
];
const radian = Math.PI / 180;
const straightOf = ([x1, y1]: Point, [x2, y2]: Point): number =>
  Math.hypot((x2 - x1) * Math.cos(y1 * radian), y2 - y1) * radian * 6_371_000;

/** Ways between the places; one that is not found counts as endless. */
const askWays = async (city: RunningCity) => {
  const ways: { name: string; straight: number; metres: number }[] = [];
  const key = readFileSync(join(city.dataDir, "keys/demo.key"), "utf8").trim();
  for (const [name, from, to] of places)
    for (const mode of ["drive", "walk"]) {
      const asked = new URL(`/api/v1/route?from=${from.join()}&to=${to.join()}&mode=${mode}`, city.url);
      const answer = await fetch(asked, { headers: { authorization: `Bearer ${key}` } });
      const way = (await answer.json()) as { metres?: number };
      const metres = way.metres ?? Number.POSITIVE_INFINITY;
      // Ends are taken to the nearest road, up to some hundred metres off.
      ways.push({ name: `${name}, ${mode}`, straight: straightOf(from, to) * 0.8, metres });
    }
  return ways;
};

/** `osm`: the extract's own counts, and whether its roads can be driven. */
export const osm: Truth = {
  what,
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(run.data, file))) return [{ id, what, skipped: `there is no ${file}` }];
    const dataDir = makeFolder("osm");
    const city = await startCity({ dataDir, env: { CITY: "beijing-haidian" }, readyWithinMs: 240_000 });
    try {
      run.tell(await importByCli(city, "base", join(run.data, file), "base-osm"));
      const features = await readExport(city, "base");
      const roads = features.filter(
        ({ properties, geometry }) => properties.kind === "road" && geometry?.type === "LineString",
      );
      const buildings = features.filter(({ properties }) => properties.kind === "building").length;
      const share = largestShare(roads) * 100;
      const ways = await askWays(city);
      run.tell(ways.map(({ name, metres }) => `${name}: ${metres} m`).join("; "));
      const sound = ways.filter(({ straight, metres }) => metres >= straight && metres < straight * 3).length;
      return [
        {
          id,
          what: "buildings drawn, of 529 ways with the tag (some are no closed surface; relations add)",
          value: buildings,
          unit: "buildings",
          reach: "≥ 500",
          met: buildings >= 500,
        },
        { id, what: "roads drawn", value: roads.length, unit: "roads" },
        { id, what: "road points in one connected part", value: share, unit: "%", reach: "≥ 90 %", met: share >= 90 },
        {
          id,
          what: "ways the city finds over them, by car and on foot, at most three times as long as the straight line",
          value: sound,
          unit: "ways",
          reach: `= ${ways.length}`,
          met: sound === ways.length,
        },
      ];
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

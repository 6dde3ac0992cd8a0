import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Figure, Skipped } from "../bench/bench.ts";
import { openByKey } from "../e2e/support/callers.ts";
import { makeFolder, startCity } from "../e2e/support/running-city.ts";
import { importByCli } from "./empty-city.ts";
import type { Truth } from "./truth.ts";

const id = "osm";
const what = "a quarter of Haidian from OpenStreetMap: buildings, and roads that hang together";
const file = "boundaries/osm-beijing-haidian-tsinghua.osm.gz";

interface Feature {
  readonly properties: { readonly kind: string; readonly class?: string };
  readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly [number, number])[] };
}

/** Size of the largest part of a road graph whose edges join where lines share a point, over the whole. */
const largestShare = (roads: readonly Feature[]): number => {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { geometry } of roads) {
    const keys = geometry.coordinates.map(([x, y]) => `${x},${y}`);
    for (const key of keys) if (!parent.has(key)) parent.set(key, key);
    for (const key of keys.slice(1)) parent.set(find(key), find(keys[0] ?? key));
  }
  const sizes = new Map<string, number>();
  for (const key of parent.keys()) sizes.set(find(key), (sizes.get(find(key)) ?? 0) + 1);
  return Math.max(0, ...sizes.values()) / Math.max(1, parent.size);
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
      const { features } = (await openByKey(city).baseMap()) as unknown as { features: Feature[] };
      const roads = features.filter(
        ({ properties, geometry }) => properties.kind === "road" && geometry.type === "LineString",
      );
      const buildings = features.filter(({ properties }) => properties.kind === "building").length;
      const share = largestShare(roads) * 100;
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
      ];
    } finally {
      await city.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

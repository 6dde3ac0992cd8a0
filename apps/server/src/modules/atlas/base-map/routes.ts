import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { getAreas } from "../area/index.ts";
import { listBaseFeatures } from "./store.ts";

/** Most features answered whole: a larger city is drawn from tiles. */
const mostFeatures = 20_000;
/** Cells of the grid would only be a net over the map. */
const deepestOutline = 4;

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/base-map",
    summary: "The base map as GeoJSON, WGS-84: land, water, green, roads, buildings and the outlines of areas",
    access: "public",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => {
      const features = (await listBaseFeatures(ctx.db, mostFeatures)).map((row) => ({
        type: "Feature" as const,
        properties: { kind: row.kind, class: row.class, ...(row.name === null ? {} : { name: row.name }) },
        geometry: row.geometry,
      }));
      const outlines = (await getAreas(ctx)).list
        .filter(({ level, geometry }) => level <= deepestOutline && geometry !== undefined)
        .map(({ level, name, geometry }) => ({
          type: "Feature" as const,
          properties: { kind: "area" as const, level, name },
          geometry,
        }));
      const map = { type: "FeatureCollection", features: [...features, ...outlines] };
      return new RawAnswer("application/geo+json", JSON.stringify(map), {
        headers: { "Cache-Control": "public, max-age=300" },
      });
    },
  }),
];

import { MapOutline, TileQuery, TileSpot } from "@chengyun/contracts";
import { isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { answerTile, askAgain, getFrame } from "./answer.ts";
import { drawBase, lastBaseZoom } from "./base-tile.ts";
import { getMapOutline } from "./map-outline.ts";
import { getMapVersion } from "./map-version.ts";
import { drawThings, lastThingZoom } from "./thing-tile.ts";
import { TileCache } from "./tile-cache.ts";
import { writeTile } from "./tile-writer.ts";

const cache = new TileCache(64 * 2 ** 20);
/** The address of a base tile names its version, so it never changes. */
const forEver = "public, max-age=31536000, immutable";
const forNow = "public, max-age=30";
const baseFreshMs = 3_600_000;

const deploymentKeys = new WeakMap<object, number>();
let deployments = 0;
/** Tiles of several cities in one process (tests) are kept apart. */
const keyOf = (ctx: Context): number => {
  const known = deploymentKeys.get(ctx.deployment);
  if (known !== undefined) return known;
  deployments += 1;
  deploymentKeys.set(ctx.deployment, deployments);
  return deployments;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/tiles/base/:z/:x/:y",
    summary: "The base map as a vector tile (MVT): one layer a kind, outlines of areas, names of patches as `label`",
    access: "public",
    scope: "none",
    params: TileSpot,
    query: TileQuery,
    yields: "tight",
    answer: "raw",
    handle: async (ctx, { params, query, http }) => {
      const frame = getFrame(params, lastBaseZoom);
      const version = await getMapVersion(ctx);
      const key = `${keyOf(ctx)}/base/${version}/${params.z}/${params.x}/${params.y}`;
      const bytes = await cache.get(key, baseFreshMs, async () => writeTile(await drawBase(ctx, frame)));
      return answerTile(bytes, http, query.v === version ? forEver : forNow);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/tiles/things/:z/:x/:y",
    summary: "Things, clusters by worst state and links of the actor's area as a vector tile (MVT)",
    access: "things.read",
    scope: "list",
    params: TileSpot,
    query: TileQuery,
    yields: "tight",
    answer: "raw",
    handle: async (ctx, { params, query, http }) => {
      const frame = getFrame(params, lastThingZoom);
      const areaPath = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
      const types = query.types === undefined ? undefined : new Set(query.types);
      const bytes = await writeTile(await drawThings(ctx, frame, { areaPath, types }));
      return answerTile(bytes, http, askAgain);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/map",
    summary:
      "What a map needs to begin: version of the base tiles, extent, zooms, tree of layers with legends, sources",
    access: "public",
    scope: "none",
    answer: MapOutline,
    handle: getMapOutline,
  }),
];

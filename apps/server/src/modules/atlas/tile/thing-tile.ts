import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { type LinkRow, listLinksIn, listNamed } from "../thing/index.ts";
import {
  getThingIndex,
  lastGroupedZoom,
  type Sight,
  type Spot,
  type ThingIndex,
  type Tile,
  world,
} from "../whereabouts/index.ts";
import { drawShape } from "./shape.ts";
import { extent, type TileFrame } from "./tile-frame.ts";
import type { TileFeature, TileLayers } from "./tile-writer.ts";

/** From this zoom each thing is itself, unless there are far too many. */
const singleZoom = 13;
const mostSingle = 2_500;
/** Cells of a tile, each way, in which things lie on each other: 32 pixels, 16 where each should be itself. */
const cellsFar = 16;
const cellsNear = 32;
/** Beyond it tiles are drawn larger. */
export const lastThingZoom = 18;
const firstLinkZoom = 12;
const mostLinks = 6_000;
const tolerance = 4;
/** Names are written on the map from half a zoom beyond it. */
const firstNameZoom = 16;
/** Names are most of a tile's bytes. */
const mostNamed = 600;

/** Things drawn one by one, and what lies on each other. */
export interface Gathered {
  readonly singles: readonly Spot[];
  readonly clusters: readonly {
    readonly count: number;
    readonly worst: number;
    readonly x: number;
    readonly y: number;
  }[];
}

/** Puts things of a tile into cells; alone in its cell, a thing stays itself. */
export const gather = (index: ThingIndex, tile: Tile, sight: Sight): Gathered => {
  const find = (no: number): readonly Spot[] => {
    const spot = index.find(no, tile);
    return spot === undefined ? [] : [spot];
  };
  const few = tile.zoom < singleZoom ? undefined : index.list(tile, sight, mostSingle);
  if (few !== undefined) return { singles: few.flatMap(find), clusters: [] };
  const across = tile.zoom < singleZoom ? cellsFar : cellsNear;
  const { count, worst, x, y, no } = index[tile.zoom <= lastGroupedZoom ? "tallyGroups" : "tally"](tile, sight, across);
  const span = world / 2 ** tile.zoom;
  const singles: Spot[] = [];
  const clusters: Gathered["clusters"][number][] = [];
  count.forEach((size, cell) => {
    if (size === 1) singles.push(...find(no[cell] ?? 0));
    if (size > 1)
      clusters.push({
        ...{ count: size, worst: worst[cell] ?? 0 },
        ...{ x: (x[cell] ?? 0) / size / span - tile.x, y: (y[cell] ?? 0) / size / span - tile.y },
      });
  });
  return { singles, clusters };
};

const point = (x: number, y: number): TileFeature["shape"] => ({
  type: 1,
  paths: [[Math.min(extent - 1, Math.floor(x * extent)), Math.min(extent - 1, Math.floor(y * extent))]],
});

const drawLink = (frame: TileFrame, { id, no, type, line }: LinkRow): TileFeature[] => {
  const shape = drawShape(frame, { type: "LineString", coordinates: line }, tolerance);
  return shape === undefined ? [] : [{ id: no, shape, properties: { id, type } }];
};

/** Networks that are drawn at a zoom: what fills every street waits until there is room, and a tile carries none of it. */
const linksAt = (
  { deployment: { registry } }: Context,
  zoom: number,
  asked: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined => {
  const later = registry.packs.flatMap(({ layers = [] }) =>
    layers.flatMap((layer) => ("link" in layer && (layer.minZoom ?? 0) > zoom ? [layer.link.id] : [])),
  );
  if (later.length === 0) return asked;
  return new Set([...(asked ?? registry.links.keys())].filter((type) => !later.includes(type)));
};

const drawLinks = async (ctx: Context, frame: TileFrame, sight: Sight): Promise<TileFeature[]> => {
  if (frame.zoom < firstLinkZoom) return [];
  const { areaPath } = sight;
  const types = linksAt(ctx, frame.zoom, sight.types);
  const rows = await listLinksIn(ctx.db, { box: frame.box, areaPath, types, limit: mostLinks });
  return rows.flatMap((row) => drawLink(frame, row));
};

/** Names of things: all of them where they are written on the map, elsewhere while they are few (a menu names them). */
const listNames = async (
  ctx: Context,
  singles: readonly Spot[],
  { zoom }: TileFrame,
): Promise<ReadonlyMap<number, Label>> => {
  if (zoom < firstNameZoom && singles.length > mostNamed) return new Map();
  return new Map(
    (
      await listNamed(
        ctx.db,
        singles.map(({ no }) => no),
      )
    ).map(({ no, name }) => [no, name]),
  );
};

/** Things, clusters and links of a tile, as far as an asker sees them: what lies outside is in no count either. */
export const drawThings = async (ctx: Context, frame: TileFrame, sight: Sight): Promise<TileLayers> => {
  const links = drawLinks(ctx, frame, sight);
  // Whoever awaits it below is told; until then nobody listens.
  links.catch(() => undefined);
  const { singles, clusters } = gather(await getThingIndex(ctx), frame, sight);
  const names = await listNames(ctx, singles, frame);
  return {
    links: await links,
    clusters: clusters.map(({ count, worst, x, y }) => ({ shape: point(x, y), properties: { count, worst } })),
    things: singles.map(({ no, id, type, worst, x, y }): TileFeature => {
      const name = names.get(no);
      const properties = { id, type, ...(name === undefined ? {} : { zh: name.zh, en: name.en }), worst };
      return { id: no, shape: point(x, y), properties };
    }),
  };
};

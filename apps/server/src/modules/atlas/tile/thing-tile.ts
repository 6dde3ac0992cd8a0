import type { Context } from "../../../platform/context.ts";
import { type LinkRow, listLinksIn, listNamed } from "../thing/index.ts";
import { drawShape } from "./shape.ts";
import { lastGroupedZoom, type Sight, type Spot } from "./thing-index.ts";
import { getThingIndex } from "./thing-source.ts";
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

interface Cell {
  count: number;
  worst: number;
  x: number;
  y: number;
  no: number;
}

/** Numbers of the things drawn one by one, and what lies on each other. */
export interface Gathered {
  readonly singles: ReadonlyMap<number, { readonly worst: number; readonly x: number; readonly y: number }>;
  readonly clusters: readonly Cell[];
}

/** Puts things of a tile into cells; alone in its cell, a thing stays itself. */
export const gather = (zoom: number, visitAll: (see: (thing: Spot) => void) => void): Gathered => {
  const most = zoom < singleZoom ? 0 : mostSingle;
  const cellsAcross = zoom < singleZoom ? cellsFar : cellsNear;
  const first: Spot[] = [];
  let count = 0;
  const cells = new Array<Cell | undefined>(cellsAcross * cellsAcross);
  visitAll((thing) => {
    count += thing.size;
    if (count <= most) first.push(thing);
    const at = Math.floor(thing.y * cellsAcross) * cellsAcross + Math.floor(thing.x * cellsAcross);
    const cell = cells[at];
    const { no, worst, x, y, size } = thing;
    if (cell === undefined) cells[at] = { no, worst, x: x * size, y: y * size, count: size };
    else {
      cell.count += size;
      cell.x += x * size;
      cell.y += y * size;
      if (worst > cell.worst) cell.worst = worst;
    }
  });
  if (count <= most) return { singles: new Map(first.map((thing) => [thing.no, thing])), clusters: [] };
  const full = cells.filter((cell): cell is Cell => cell !== undefined);
  return {
    singles: new Map(full.filter((cell) => cell.count === 1).map((cell) => [cell.no, cell])),
    clusters: full
      .filter((cell) => cell.count > 1)
      .map((cell) => ({ ...cell, x: cell.x / cell.count, y: cell.y / cell.count })),
  };
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

/** Things, clusters and links of a tile, as far as an asker sees them: what lies outside is in no count either. */
export const drawThings = async (ctx: Context, frame: TileFrame, sight: Sight): Promise<TileLayers> => {
  const index = await getThingIndex(ctx);
  const { singles, clusters } = gather(frame.zoom, (see) =>
    index[frame.zoom <= lastGroupedZoom ? "visitGroups" : "visit"](frame, sight, see),
  );
  const named = await listNamed(ctx.db, { nos: [...singles.keys()], areaPath: sight.areaPath });
  const things = named.flatMap(({ no, id, type, name }): TileFeature[] => {
    const single = singles.get(no);
    if (single === undefined) return [];
    const { worst, x, y } = single;
    return [{ id: no, shape: point(x, y), properties: { id, type, zh: name.zh, en: name.en, worst } }];
  });
  return {
    links: await drawLinks(ctx, frame, sight),
    clusters: clusters.map(({ count, worst, x, y }) => ({ shape: point(x, y), properties: { count, worst } })),
    things,
  };
};

import { listExtent, type Reach, type ReachPolygon } from "@chengyun/kernel";
import { buffer } from "@turf/buffer";
import { circle } from "@turf/circle";
import { concave } from "@turf/concave";
import { featureCollection, lineString, point, polygon } from "@turf/helpers";
import { union } from "@turf/union";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { checkGeometry } from "../../../platform/geometry.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { getRoadPlaces } from "../../atlas/road/index.ts";
import { listThings, listThingsById, type ThingRecord } from "../../atlas/thing/index.ts";

/** Most things an area is drawn around. */
const mostThings = 500;
/** Corners of a circle. */
const circleSteps = 32;
/** Beside the road one still belongs to it: the depth of a row of houses. */
const besideRoadMetres = 60;
/** A gap between two streets wider than this is not filled in. */
const widestGapMetres = 400;
const mostRoadPoints = 1_500;

const toMulti = ({ geometry }: Feature<Polygon | MultiPolygon>): MultiPolygon =>
  geometry.type === "MultiPolygon" ? geometry : { type: "MultiPolygon", coordinates: [geometry.coordinates] };

/** Several shapes as one, without overlaps and crossings; shapes of no extent are left out. */
const mergeShapes = (shapes: readonly Feature<Polygon | MultiPolygon>[]): MultiPolygon => {
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1 && only.geometry.type === "MultiPolygon") return only.geometry;
  // The library merges two at least; one with itself loses its crossings all the same.
  const merged = union(featureCollection(shapes.length === 1 ? [...shapes, ...shapes] : [...shapes]));
  if (merged === null) throw new AppError("reach.bad-shape");
  return toMulti(merged);
};

const fromDrawn = (polygons: readonly ReachPolygon[]): MultiPolygon => {
  for (const coordinates of polygons)
    if ("fault" in checkGeometry({ type: "Polygon", coordinates })) throw new AppError("reach.bad-shape");
  const drawn = polygons.map((rings) => polygon(rings.map((ring) => ring.map(([x, y]): Position => [x, y]))));
  const shape = mergeShapes(drawn);
  if (shape.coordinates.length === 0) throw new AppError("reach.bad-shape");
  return shape;
};

const fromAreas = async (ctx: Context, paths: readonly string[]): Promise<MultiPolygon> => {
  const areas = await getAreas(ctx);
  const shapes = paths.map((path): Feature<Polygon | MultiPolygon> => {
    const geometry = areas.find(path)?.geometry;
    if (geometry === undefined) throw new AppError("reach.unknown-area");
    return { type: "Feature", properties: {}, geometry };
  });
  return mergeShapes(shapes);
};

const around = (position: readonly [number, number], metres: number): Feature<Polygon> =>
  circle([position[0], position[1]], metres, { units: "meters", steps: circleSteps });

/** Things in the asker's reach that are named, or are of a type within an area. */
const findThings = async (ctx: Context, asked: Extract<Reach, { kind: "things" }>): Promise<ThingRecord[]> => {
  const within = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  if (asked.ids !== undefined) {
    const named = await listThingsById(ctx.db, asked.ids);
    return named.filter(({ areaPath, retired }) => areaPath.startsWith(within) && !retired);
  }
  if (asked.type === undefined) return [];
  const areaPaths = [within, asked.within ?? ""];
  const found = await listThings(ctx.db, { type: asked.type, areaPaths, limit: mostThings + 1 });
  if (found.length > mostThings) throw new AppError("reach.too-many-things");
  return found;
};

const fromThings = async (ctx: Context, asked: Extract<Reach, { kind: "things" }>): Promise<MultiPolygon> => {
  const things = await findThings(ctx, asked);
  if (things.length === 0) throw new AppError("reach.no-things");
  return mergeShapes(things.map(({ position }) => around(position, asked.metres)));
};

/** Every so many positions, so that a large town is as quickly outlined as a small one. */
const thin = <Item>(items: readonly Item[]): readonly Item[] => {
  const step = Math.ceil(items.length / mostRoadPoints);
  return step <= 1 ? items : items.filter((_, at) => at % step === 0);
};

/** The outline of what is reached over the roads, with the houses beside them. */
const fromRoad = async (ctx: Context, asked: Extract<Reach, { kind: "road" }>): Promise<MultiPolygon> => {
  const { graph, places } = await getRoadPlaces(ctx);
  const from = places.nearest(asked.from, asked.mode);
  if (from === undefined) throw new AppError("way.no-road-near");
  const reached = listExtent(graph, { from, mode: asked.mode, within: asked.within });
  const points = thin(reached).map(([x, y]) => point([x, y]));
  const step = Math.ceil(reached.length / mostRoadPoints);
  const maxEdge = Math.max(widestGapMetres, step * 100);
  const hull = points.length < 4 ? null : concave(featureCollection(points), { maxEdge, units: "meters" });
  const start = around(from.position, besideRoadMetres);
  // Along one straight street there is nothing to outline but the street.
  const core = hull ?? (reached.length > 1 ? lineString(endsOf(reached)) : point([...from.position]));
  const widened = buffer(core, besideRoadMetres, { units: "meters", steps: 4 });
  return mergeShapes(widened === undefined ? [start] : [start, widened as Feature<Polygon | MultiPolygon>]);
};

/** The two positions farthest west-south and east-north: the ends of a street that runs straight. */
const endsOf = (positions: readonly (readonly [number, number])[]): Position[] => {
  const sorted = [...positions].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  return [sorted[0], sorted.at(-1)].flatMap((one) => (one === undefined ? [] : [[one[0], one[1]]]));
};

/**
 * The shape a reach comes to, whole and without overlaps, WGS-84. Fails with a `reach.…` error in words the chooser can
 * act on, and with `way.no-road-near`.
 */
export const toShape = async (ctx: Context, reach: Reach): Promise<MultiPolygon> => {
  switch (reach.kind) {
    case "drawn":
      return fromDrawn(reach.polygons);
    case "areas":
      return fromAreas(ctx, reach.paths);
    case "things":
      return fromThings(ctx, reach);
    case "circle":
      return toMulti(around(reach.centre, reach.metres));
    case "road":
      return fromRoad(ctx, reach);
    case "analysis":
      throw new AppError("reach.no-analysis");
  }
};

import { commonArea, type Label, type Reach } from "@chengyun/kernel";
import { area } from "@turf/area";
import { bbox } from "@turf/bbox";
import { booleanIntersects } from "@turf/boolean-intersects";
import type { MultiPolygon } from "geojson";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { Box } from "../../../platform/geometry.ts";
import { type Areas, getAreas, type IndexedArea } from "../../atlas/area/index.ts";
import { toShape } from "./resolve.ts";

/** What a reach comes to at this moment. */
export interface Resolved {
  readonly shape: MultiPolygon;
  readonly box: Box;
  readonly squareMetres: number;
  /** The deepest area that holds all of it: where its subject belongs. */
  readonly areaPath: string;
  /** Communities and grid cells it touches, or the deepest areas there are; by their paths. */
  readonly areaPaths: readonly string[];
  readonly areas: readonly { readonly path: string; readonly name: Label; readonly level: number }[];
}

/** From which level on an area is one that people live in together: communities, and the grid cells within them. */
const communityLevel = 4;

const boxOf = (shape: MultiPolygon): Box => {
  const [west = 0, south = 0, east = 0, north = 0] = bbox(shape);
  return [west, south, east, north];
};

const touches = (shape: MultiPolygon, { geometry }: IndexedArea): boolean =>
  geometry !== undefined && booleanIntersects(shape, geometry);

/** Communities and cells a shape touches; where a city has none there, the deepest areas it has. */
const listTouched = (areas: Areas, shape: MultiPolygon): readonly IndexedArea[] => {
  const near = areas.within(boxOf(shape)).filter((one) => touches(shape, one));
  const lived = near.filter(({ level }) => level >= communityLevel);
  if (lived.length > 0) return lived;
  const deepest = near.reduce((most, { level }) => Math.max(most, level), 0);
  return near.filter(({ level }) => level === deepest);
};

/**
 * Resolves a reach to its shape and to the areas it touches, as things and roads are now. Fails with `reach.nowhere`
 * where it touches no area of the city, and as the shape does.
 */
export const resolveReach = async (ctx: Context, reach: Reach): Promise<Resolved> => {
  const shape = await toShape(ctx, reach);
  const areas = await getAreas(ctx);
  const chosen = reach.kind === "areas" ? reach.paths : undefined;
  const touched =
    chosen === undefined
      ? listTouched(areas, shape)
      : areas.list.filter(
          ({ path, level }) =>
            chosen.includes(path) || (level >= communityLevel && chosen.some((one) => path.startsWith(one))),
        );
  if (touched.length === 0) throw new AppError("reach.nowhere");
  const areaPaths = touched.map(({ path }) => path).sort();
  return {
    shape,
    box: boxOf(shape),
    squareMetres: Math.round(area(shape)),
    areaPath: commonArea(areaPaths),
    areaPaths,
    areas: touched.map(({ path, name, level }) => ({ path, name, level })),
  };
};

import { type Label, metresApart } from "@chengyun/kernel";
import type { Geometry, Position } from "geojson";
import type { Context } from "../../../platform/context.ts";
import { getAreas } from "../area/index.ts";
import { listNamedRoadsNear } from "../base-map/index.ts";

/** A road farther away says nothing of a place: about 300 m. */
const nearDegrees = 0.003;

const linesOf = (geometry: Geometry): Position[][] => {
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiLineString" ? geometry.coordinates : [];
};

/** Metres from a place to the nearest point of a stretch. */
const metresTo = (
  [x, y]: readonly [number, number],
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
): number => {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * shrink, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * shrink * dx + (y - ay) * dy) / length));
  return metresApart([x, y], [ax + (bx - ax) * share, ay + (by - ay) * share]);
};

const farFrom = (position: readonly [number, number], geometry: Geometry): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const line of linesOf(geometry))
    for (let at = 1; at < line.length; at += 1)
      least = Math.min(least, metresTo(position, line[at - 1] ?? [], line[at] ?? []));
  return least;
};

/** What is at a place, in words: the street or village it lies in and the nearest named road. */
export const describePlace = async (ctx: Context, position: readonly [number, number]): Promise<Label> => {
  const areas = await getAreas(ctx);
  const path = areas.holds(position) ? areas.at(position) : undefined;
  const names = path === undefined ? [] : areas.namesOf(path).slice(2, 4);
  const [nearest] = (await listNamedRoadsNear(ctx.db, position, nearDegrees))
    .map(({ name, geometry }) => ({ name, far: farFrom(position, geometry) }))
    .sort((one, other) => one.far - other.far);
  const said = [...names, ...(nearest === undefined ? [] : [nearest.name])];
  return said.length === 0
    ? { zh: "本市范围以外", en: "Outside the city" }
    : { zh: said.map(({ zh }) => zh).join(" "), en: said.map(({ en }) => en).join(", ") };
};

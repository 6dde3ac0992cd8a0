import gcoord from "gcoord";
import type { Position } from "geojson";
import { refuse } from "../fault.ts";
import { type CoordinateSystem, projectionOf } from "../place/coordinate-system.ts";
import type { PlacedGeometry } from "../shape/geometry.ts";

/** Brings a position from WGS-84 to a file's own system. */
export type FromWgs84 = (longitude: number, latitude: number) => [number, number];

/** Seven digits of a degree, a millimetre of a metre. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const shifted =
  (to: "GCJ02" | "BD09"): FromWgs84 =>
  (x, y) =>
    gcoord.transform([x, y], gcoord.WGS84, gcoord[to]).map((one) => rounded(one, 8)) as [number, number];

/** How places are written in a system. A drawing's are not: its control points place it, and do not draw it. */
export const openOutgoing = (system: CoordinateSystem): FromWgs84 => {
  if (system === "gcj-02") return shifted("GCJ02");
  if (system === "bd-09") return shifted("BD09");
  if (typeof system === "string") return (x, y) => [x, y];
  const converter = projectionOf(system);
  if (converter === undefined)
    return refuse(
      "以控制点放置的图纸坐标不能写回。请另写一份以 wgs-84 为坐标系的映射。",
      "A drawing that was placed by control points can't be written back. Write a mapping in wgs-84 instead.",
    );
  return (x, y) => converter.inverse([x, y]).map((one) => rounded(one, 3)) as [number, number];
};

type Nested = Position | Nested[];

const mapNested = (nested: Nested, turn: FromWgs84): Nested =>
  typeof nested[0] === "number"
    ? turn(Number(nested[0]), Number(nested[1]))
    : (nested as Nested[]).map((inner) => mapNested(inner, turn));

/** A shape in a file's own system. */
export const turnGeometry = (geometry: PlacedGeometry, turn: FromWgs84): PlacedGeometry =>
  ({ type: geometry.type, coordinates: mapNested(geometry.coordinates as Nested, turn) }) as PlacedGeometry;

import type { Geometry, Position } from "geojson";
import { fault, isFault, type RowFault } from "../fault.ts";
import { type PositionGround, readPosition } from "../place/position.ts";
import { findCrossing } from "./crossing.ts";

type Line = [number, number][];

/** A shape in WGS-84, without heights. */
export type PlacedGeometry =
  | { readonly type: "Point"; readonly coordinates: [number, number] }
  | { readonly type: "LineString"; readonly coordinates: Line }
  | { readonly type: "MultiLineString"; readonly coordinates: Line[] }
  | { readonly type: "Polygon"; readonly coordinates: Line[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: Line[][] };

const shapeFault = (line: number, code: string, words: readonly [string, string]): RowFault =>
  fault(line, "geometry", code, words);

const placeLine = (ground: PositionGround, line: number, positions: readonly Position[]): Line | RowFault => {
  const placed: Line = [];
  for (const [x, y] of positions) {
    const one = readPosition(ground, line, [x, y], "geometry");
    if (isFault(one)) return one;
    const last = placed.at(-1);
    if (last === undefined || last[0] !== one[0] || last[1] !== one[1]) placed.push(one);
  }
  return placed;
};

const checkRings = (line: number, rings: readonly Line[]): RowFault | undefined => {
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)];
    if (first === undefined || last === undefined || first[0] !== last[0] || first[1] !== last[1])
      return shapeFault(line, "ring-not-closed", ["环没有闭合", "a ring does not end where it begins"]);
    if (ring.length < 4)
      return shapeFault(line, "ring-too-short", ["环不足三个顶点", "a ring has fewer than three corners"]);
  }
  const crossing = findCrossing(rings);
  return crossing === undefined
    ? undefined
    : shapeFault(line, "crosses-itself", [
        `多边形在 ${crossing.join(", ")} 附近自相交`,
        `the polygon crosses itself near ${crossing.join(", ")}`,
      ]);
};

const placeMany = <One>(items: readonly One[], place: (item: One) => Line | RowFault): Line[] | RowFault => {
  const placed: Line[] = [];
  for (const item of items) {
    const one = place(item);
    if (isFault(one)) return one;
    placed.push(one);
  }
  return placed;
};

const placePolygon = (ground: PositionGround, line: number, rings: readonly Position[][]): Line[] | RowFault => {
  const placed = placeMany(rings, (ring) => placeLine(ground, line, ring));
  return isFault(placed) ? placed : (checkRings(line, placed) ?? placed);
};

const placePolygons = (
  ground: PositionGround,
  line: number,
  polygons: readonly Position[][][],
): PlacedGeometry | RowFault => {
  const placed: Line[][] = [];
  for (const polygon of polygons) {
    const one = placePolygon(ground, line, polygon);
    if (isFault(one)) return one;
    placed.push(one);
  }
  const [only] = placed;
  return placed.length === 1 && only !== undefined
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: placed };
};

const checkLine = (line: number, placed: Line): RowFault | undefined =>
  placed.length < 2
    ? shapeFault(line, "line-too-short", ["线不足两个不同的点", "a line has fewer than two different points"])
    : undefined;

const placeLines = (ground: PositionGround, line: number, lines: readonly Position[][]): PlacedGeometry | RowFault => {
  const placed = placeMany(lines, (one) => {
    const found = placeLine(ground, line, one);
    return isFault(found) ? found : (checkLine(line, found) ?? found);
  });
  if (isFault(placed)) return placed;
  const [only] = placed;
  return placed.length === 1 && only !== undefined
    ? { type: "LineString", coordinates: only }
    : { type: "MultiLineString", coordinates: placed };
};

/** A shape brought to WGS-84 and checked, or why it is none. */
export const placeGeometry = (
  ground: PositionGround,
  line: number,
  geometry: Geometry | null | undefined,
): PlacedGeometry | RowFault => {
  if (geometry === null || geometry === undefined) return shapeFault(line, "no-shape", ["没有图形", "has no shape"]);
  switch (geometry.type) {
    case "Point": {
      const [x, y] = geometry.coordinates;
      const placed = readPosition(ground, line, [x, y], "geometry");
      return isFault(placed) ? placed : { type: "Point", coordinates: placed };
    }
    case "LineString":
      return placeLines(ground, line, [geometry.coordinates]);
    case "MultiLineString":
      return placeLines(ground, line, geometry.coordinates);
    case "Polygon":
      return placePolygons(ground, line, [geometry.coordinates]);
    case "MultiPolygon":
      return placePolygons(ground, line, geometry.coordinates);
    default:
      return shapeFault(line, "unknown-shape", [
        `不支持图形 ${geometry.type}`,
        `shapes of the kind ${geometry.type} are not taken`,
      ]);
  }
};

const flatten = (geometry: PlacedGeometry): readonly (readonly [number, number])[] => {
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "LineString") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat(2);
  return geometry.coordinates.flat();
};

/** A point that stands for a shape: itself, the middle corner of a line, the mean corner of the first ring. */
export const pointOf = (geometry: PlacedGeometry): [number, number] => {
  const points = geometry.type === "Polygon" ? (geometry.coordinates[0] ?? []) : flatten(geometry);
  if (geometry.type === "LineString" || geometry.type === "MultiLineString") {
    const [x, y] = points[Math.floor(points.length / 2)] ?? [0, 0];
    return [x, y];
  }
  const corners = points.length > 1 ? points.slice(1) : points;
  return [0, 1].map((axis) => corners.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / corners.length) as [
    number,
    number,
  ];
};

/** The box around positions as they come. */
export class GrowingBox {
  readonly #box: [number, number, number, number] = [180, 90, -180, -90];
  #isEmpty = true;

  take(geometry: PlacedGeometry): void {
    for (const [x, y] of flatten(geometry)) this.takePoint(x, y);
  }

  takePoint(x: number, y: number): void {
    this.#isEmpty = false;
    const box = this.#box;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }

  get box(): [number, number, number, number] | undefined {
    return this.#isEmpty ? undefined : [...this.#box];
  }
}

import type { MapPosition } from "./description.ts";
import { collect, type PlainCollection } from "./map-data.ts";

/** What is measured: the way along the points, or the ground they enclose. */
export type Measure = "distance" | "area";

/** Mean radius of the earth in metres (IUGG). */
const earthM = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the great circle between two places. */
export const metresBetween = ([x, y]: MapPosition, [u, v]: MapPosition): number => {
  const [dy, dx] = [radians(v - y) / 2, radians(u - x) / 2];
  const h = Math.sin(dy) ** 2 + Math.cos(radians(y)) * Math.cos(radians(v)) * Math.sin(dx) ** 2;
  return 2 * earthM * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** Metres along all points. */
export const lengthM = (points: readonly MapPosition[]): number =>
  points.slice(1).reduce((sum, point, index) => sum + metresBetween(points[index] ?? point, point), 0);

/** Square metres that the points enclose on the sphere (Chamberlain and Duquette, 2007). */
export const areaM2 = (points: readonly MapPosition[]): number => {
  const sum = points.reduce((total, [x, y], index) => {
    const [u, v] = points[(index + 1) % points.length] ?? [x, y];
    return total + radians(u - x) * (2 + Math.sin(radians(y)) + Math.sin(radians(v)));
  }, 0);
  return Math.abs((sum * earthM * earthM) / 2);
};

/** The drawing of what is measured: the line or the ground, and its corners. */
export const toMeasureData = (mode: Measure, points: readonly MapPosition[]): PlainCollection => {
  const corners = points.map((point) => ({
    type: "Feature" as const,
    properties: { corner: true },
    geometry: { type: "Point", coordinates: point },
  }));
  const first = points[0];
  if (points.length < 2 || first === undefined) return collect(corners);
  const closed = mode === "area" && points.length > 2;
  const line = {
    type: "Feature" as const,
    properties: { corner: false },
    geometry: closed
      ? { type: "Polygon", coordinates: [[...points, first]] }
      : { type: "LineString", coordinates: points },
  };
  return collect([line, ...corners]);
};

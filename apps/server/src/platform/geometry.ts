import type { Geometry } from "geojson";

/** West, south, east, north in degrees WGS-84. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Levels of lists around the positions of a kind. */
const depths: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
/** Most positions of one shape; what has more is a mistake or an attack. */
const mostPositions = 100_000;

interface Found {
  readonly box: [number, number, number, number];
  count: number;
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  Number.isFinite(value[0]) &&
  Number.isFinite(value[1]) &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90;

const widen = ({ box }: Found, [x, y]: readonly [number, number]): void => {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
};

const isClosed = (ring: readonly unknown[]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)];
  return isPosition(first) && isPosition(last) && ring.length >= 4 && first[0] === last[0] && first[1] === last[1];
};

const walk = (value: unknown, depth: number, found: Found): string | undefined => {
  if (depth === 0) {
    if (!isPosition(value)) return "position-not-on-earth";
    widen(found, value);
    found.count += 1;
    return found.count > mostPositions ? "too-many-positions" : undefined;
  }
  if (!Array.isArray(value) || value.length === 0) return "geometry-empty";
  for (const inner of value) {
    const fault = walk(inner, depth - 1, found);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const faultOfLists = (type: string, coordinates: readonly unknown[]): string | undefined => {
  if (type === "LineString") return coordinates.length < 2 ? "line-too-short" : undefined;
  if (type === "MultiLineString")
    return coordinates.some((line) => (line as unknown[]).length < 2) ? "line-too-short" : undefined;
  const rings =
    type === "Polygon" ? coordinates : type === "MultiPolygon" ? coordinates.flatMap((one) => one as unknown[]) : [];
  return rings.every((ring) => isClosed(ring as unknown[])) ? undefined : "ring-not-closed";
};

/** A geometry with the box around it, or what is wrong with it. */
export const checkGeometry = (
  given: { readonly type: string; readonly coordinates: readonly unknown[] },
  kinds: readonly string[] = Object.keys(depths),
): { readonly geometry: Geometry; readonly box: Box } | { readonly fault: string } => {
  const depth = depths[given.type];
  if (depth === undefined || !kinds.includes(given.type)) return { fault: "geometry-of-wrong-kind" };
  const found: Found = { box: [180, 90, -180, -90], count: 0 };
  const fault = walk(given.coordinates, depth, found) ?? faultOfLists(given.type, given.coordinates);
  return fault === undefined ? { geometry: given as unknown as Geometry, box: found.box } : { fault };
};

/** A box as PostgreSQL reads it. */
export const boxText = ([west, south, east, north]: Box): string => `((${west},${south}),(${east},${north}))`;

/** A box as PostgreSQL writes it: the upper right corner first. */
export const readBox = (text: string): Box => {
  const [east = 0, north = 0, west = 0, south = 0] = text.replaceAll(/[()]/g, "").split(",").map(Number);
  return [west, south, east, north];
};

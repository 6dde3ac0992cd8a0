import { metresPerDegree } from "@chengyun/kernel";
import type { Geometry, Position } from "geojson";

/** Where the name of a patch stands, and how large the patch is on the ground. */
export interface NamePoint {
  readonly at: readonly [longitude: number, latitude: number];
  readonly m2: number;
}

/** Signed area of a ring in square metres, flat as at its own latitude. */
const ringM2 = (ring: readonly Position[]): number => {
  const shrink = Math.cos((((ring[0]?.[1] ?? 0) as number) * Math.PI) / 180);
  let sum = 0;
  for (let at = 1; at < ring.length; at += 1) {
    const [ax = 0, ay = 0] = ring[at - 1] ?? [];
    const [bx = 0, by = 0] = ring[at] ?? [];
    sum += ax * by - bx * ay;
  }
  return (sum / 2) * shrink * metresPerDegree ** 2;
};

const polygonM2 = ([outer = [], ...holes]: readonly Position[][]): number =>
  Math.abs(ringM2(outer)) - holes.reduce((sum, hole) => sum + Math.abs(ringM2(hole)), 0);

/** Longitudes at which a parallel crosses the rings, from the west. */
const crossings = (rings: readonly Position[][], latitude: number): number[] => {
  const found: number[] = [];
  for (const ring of rings)
    for (let at = 1; at < ring.length; at += 1) {
      const [ax = 0, ay = 0] = ring[at - 1] ?? [];
      const [bx = 0, by = 0] = ring[at] ?? [];
      if (ay > latitude !== by > latitude) found.push(ax + ((latitude - ay) / (by - ay)) * (bx - ax));
    }
  return found.sort((one, other) => one - other);
};

/** Shares of the height at which the widest inside is looked for; none is a likely height of a corner. */
const heights = [0.503, 0.351, 0.652, 0.217, 0.783];
/** The same where parts are left out: what remains may be narrow. */
const moreHeights = Array.from({ length: 23 }, (_, step) => 0.043 + step * 0.0417);

type Rings = readonly Position[][];

/** Stretches of a parallel inside a polygon, less those inside others. */
const stretches = (rings: Rings, less: readonly Rings[], latitude: number): [west: number, east: number][] => {
  const inside = pairsOf(crossings(rings, latitude));
  return less
    .flatMap((one) => pairsOf(crossings(one, latitude)))
    .reduce(
      (left, [from, to]) =>
        left.flatMap(([west, east]): [number, number][] =>
          to <= west || from >= east
            ? [[west, east]]
            : [
                ...(from > west ? [[west, from] as [number, number]] : []),
                ...(to < east ? [[to, east] as [number, number]] : []),
              ],
        ),
      inside,
    );
};

const pairsOf = (sides: readonly number[]): [number, number][] =>
  Array.from({ length: Math.floor(sides.length / 2) }, (_, pair) => [sides[2 * pair] ?? 0, sides[2 * pair + 1] ?? 0]);

/** The middle of the widest stretch inside a polygon and outside of others; undefined when nothing is left of it. */
const insideOf = (rings: Rings, less: readonly Rings[] = []): readonly [number, number] | undefined => {
  const latitudes = (rings[0] ?? []).map(([, y = 0]) => y);
  const south = latitudes.reduce((least, one) => Math.min(least, one), 90);
  const north = latitudes.reduce((most, one) => Math.max(most, one), -90);
  let best: { readonly wide: number; readonly at: readonly [number, number] } | undefined;
  for (const share of less.length === 0 ? heights : moreHeights) {
    const latitude = south + (north - south) * share;
    for (const [west, east] of stretches(rings, less, latitude)) {
      // A height far from the middle must be much wider to be the better place.
      const wide = (east - west) * (1 - Math.abs(share - 0.5));
      if (best === undefined || wide > best.wide) best = { wide, at: [(west + east) / 2, latitude] };
    }
  }
  return best?.at;
};

const polygonsOf = (geometry: Geometry): Rings[] =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];

/**
 * Where a patch's name stands: inside its largest part, and beside what lies on it (a lake) as far as anything of it is
 * left. Undefined for what is no patch.
 */
export const namePoint = (geometry: Geometry, beside: readonly Geometry[] = []): NamePoint | undefined => {
  const polygons = polygonsOf(geometry);
  const sized = polygons.map((rings) => ({ rings, m2: polygonM2(rings) })).sort((one, other) => other.m2 - one.m2);
  const [largest] = sized;
  if (largest === undefined) return undefined;
  const first = largest.rings[0]?.[0] ?? [0, 0];
  const at =
    insideOf(largest.rings, beside.flatMap(polygonsOf)) ??
    insideOf(largest.rings) ??
    ([first[0] ?? 0, first[1] ?? 0] as const);
  return { at, m2: Math.round(sized.reduce((sum, { m2 }) => sum + m2, 0)) };
};

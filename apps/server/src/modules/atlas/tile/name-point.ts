import type { Geometry, Position } from "geojson";

/** Where the name of a patch stands, and how large the patch is on the ground. */
export interface NamePoint {
  readonly at: readonly [longitude: number, latitude: number];
  readonly m2: number;
}

const metresPerDegree = 111_195;

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

/** The middle of the widest stretch inside a polygon. */
const insideOf = (rings: readonly Position[][]): readonly [number, number] => {
  const latitudes = (rings[0] ?? []).map(([, y = 0]) => y);
  const south = latitudes.reduce((least, one) => Math.min(least, one), 90);
  const north = latitudes.reduce((most, one) => Math.max(most, one), -90);
  const first = rings[0]?.[0] ?? [0, 0];
  let best = { wide: -1, at: [first[0] ?? 0, first[1] ?? 0] as readonly [number, number] };
  for (const share of heights) {
    const latitude = south + (north - south) * share;
    const sides = crossings(rings, latitude);
    for (let at = 0; at + 1 < sides.length; at += 2) {
      const [west = 0, east = 0] = sides.slice(at, at + 2);
      // A height far from the middle must be much wider to be the better place.
      const wide = (east - west) * (1 - Math.abs(share - 0.5));
      if (wide > best.wide) best = { wide, at: [(west + east) / 2, latitude] };
    }
  }
  return best.at;
};

/** Where a patch's name stands: inside its largest part. Undefined for what is no patch. */
export const namePoint = (geometry: Geometry): NamePoint | undefined => {
  const polygons =
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  const sized = polygons.map((rings) => ({ rings, m2: polygonM2(rings) })).sort((one, other) => other.m2 - one.m2);
  const [largest] = sized;
  if (largest === undefined) return undefined;
  return { at: insideOf(largest.rings), m2: Math.round(sized.reduce((sum, { m2 }) => sum + m2, 0)) };
};

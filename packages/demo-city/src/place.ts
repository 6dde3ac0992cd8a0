import type { Point } from "./mesh/geometry.ts";

/** Longitude and latitude in degrees, WGS-84, to six digits: a tenth of a metre. */
export type Place = readonly [longitude: number, latitude: number];

/** Where the plan's middle lies. */
export const middle: Place = [112.35, 28.848];

/** The plan's own scale: another would move every place of a city that was seeded with it. */
export const metresPerDegree = 111_320;
const shrink = Math.cos((middle[1] * Math.PI) / 180);
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** A point of the plan on the ground. The same point gives the same place, so what shares corners shares places. */
export const toPlace = ([east, north]: Point): Place => [
  round(middle[0] + east / (metresPerDegree * shrink)),
  round(middle[1] + north / metresPerDegree),
];

export const toPlaces = (points: readonly Point[]): Place[] => points.map(toPlace);

/** A closed ring, its first place repeated at the end; places that fell together are one. */
export const toRing = (outline: readonly Point[]): Place[] => {
  const ring: Place[] = [];
  for (const point of outline) {
    const place = toPlace(point);
    const before = ring.at(-1);
    if (before === undefined || before[0] !== place[0] || before[1] !== place[1]) ring.push(place);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) ring.push(first);
  return ring;
};

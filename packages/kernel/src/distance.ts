/** Mean radius of the earth (IUGG). */
const earthMetres = 6_371_008.8;
const radians = Math.PI / 180;

/** Metres in a degree of latitude; of longitude it is so many times the cosine of the latitude. */
export const metresPerDegree = earthMetres * radians;

type Position = readonly [longitude: number, latitude: number];

/** Metres between two places near each other: within a city the ground is flat enough. */
export const metresApart = ([ax, ay]: Position, [bx, by]: Position): number =>
  Math.hypot((bx - ax) * Math.cos(((ay + by) / 2) * radians), by - ay) * metresPerDegree;

import { areaOf, isIn, type Outline, type Point } from "./geometry.ts";
import { type Face, type Half, halvesOf } from "./mesh.ts";

/** Ground made of faces: outer rings counterclockwise, each with its holes. */
export type Region = readonly (readonly Outline[])[];

const ringFrom = (start: Half, borders: Set<Half>): Point[] => {
  const ring: Point[] = [];
  let at = start;
  do {
    borders.delete(at);
    ring.push(at.from.at);
    at = at.next;
    // Around the corner, past what lies within.
    while (!borders.has(at) && at !== start) at = at.twin.next;
  } while (at !== start);
  return ring;
};

/** The outline of several faces together: exactly the edges whose other side is not of them. */
export const regionOf = (faces: readonly Face[]): Region => {
  const own = new Set(faces);
  const borders = new Set(faces.flatMap((face) => halvesOf(face).filter(({ twin }) => !own.has(twin.face))));
  const rings: Point[][] = [];
  for (const half of borders) if (borders.has(half)) rings.push(ringFrom(half, borders));
  const outer = rings.filter((ring) => areaOf(ring) > 0);
  const holes = rings.filter((ring) => areaOf(ring) < 0);
  return outer
    .sort((one, other) => areaOf(other) - areaOf(one))
    .map((ring) => [ring, ...holes.filter((hole) => outer.length === 1 || isIn(hole[0] ?? [0, 0], ring))]);
};

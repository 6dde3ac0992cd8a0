import { distance, type Point } from "../mesh/geometry.ts";

const keyOf = ([x, y]: Point): string => `${x} ${y}`;

/** Corners that hang together, the most first. */
const piecesOf = (lines: readonly (readonly Point[])[]): Point[][] => {
  const next = new Map<string, { readonly at: Point; readonly to: Point[] }>();
  const cornerOf = (at: Point) => {
    const known = next.get(keyOf(at)) ?? { at, to: [] };
    next.set(keyOf(at), known);
    return known;
  };
  for (const line of lines)
    for (const [index, at] of line.entries()) {
      const before = line[index - 1];
      const corner = cornerOf(at);
      if (before === undefined) continue;
      corner.to.push(before);
      cornerOf(before).to.push(at);
    }
  const seen = new Set<string>();
  const pieces: Point[][] = [];
  for (const [key, { at }] of next) {
    if (seen.has(key)) continue;
    seen.add(key);
    const piece = [at];
    for (const corner of piece)
      for (const to of next.get(keyOf(corner))?.to ?? []) {
        if (seen.has(keyOf(to))) continue;
        seen.add(keyOf(to));
        piece.push(to);
      }
    pieces.push(piece);
  }
  return pieces.sort((one, other) => other.length - one.length);
};

/** The shortest way from one of these corners to one of those. */
const shortest = (from: readonly Point[], to: readonly Point[]): [Point, Point] | undefined => {
  let best: { far: number; way: [Point, Point] } | undefined;
  for (const one of from)
    for (const other of to) {
      const far = distance(one, other);
      if (best === undefined || far < best.far) best = { far, way: [one, other] };
    }
  return best?.way;
};

/**
 * The short ways that are missing for all roads to hang together: a farm track that was cut off by what lies between
 * leads on to the nearest corner of the rest.
 */
export const findJoints = (lines: readonly (readonly Point[])[]): Point[][] => {
  const [main = [], ...apart] = piecesOf(lines);
  const joints: Point[][] = [];
  const joined = [...main];
  for (const piece of apart) {
    const way = shortest(piece, joined);
    if (way !== undefined) joints.push(way);
    joined.push(...piece);
  }
  return joints;
};

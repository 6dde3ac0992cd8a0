import { distance, type Point } from "../mesh/geometry.ts";

const keyOf = ([x, y]: Point): string => `${x} ${y}`;

interface Corner {
  readonly at: Point;
  readonly to: Corner[];
}

/** All corners, each with those that a line leads on to. */
const cornersOf = (lines: readonly (readonly Point[])[]): Corner[] => {
  const corners = new Map<string, Corner>();
  const cornerOf = (at: Point): Corner => {
    const corner = corners.get(keyOf(at)) ?? { at, to: [] };
    corners.set(keyOf(at), corner);
    return corner;
  };
  for (const line of lines) {
    const walked = line.map(cornerOf);
    for (const [index, corner] of walked.entries()) {
      const before = walked[index - 1];
      if (before === undefined) continue;
      corner.to.push(before);
      before.to.push(corner);
    }
  }
  return [...corners.values()];
};

/** What hangs together with a corner and was not seen yet. */
const pieceFrom = (start: Corner, seen: Set<Corner>): Point[] => {
  const piece = [start];
  seen.add(start);
  for (const corner of piece)
    for (const next of corner.to)
      if (!seen.has(next)) {
        seen.add(next);
        piece.push(next);
      }
  return piece.map(({ at }) => at);
};

/** Corners that hang together, the most first. */
const piecesOf = (lines: readonly (readonly Point[])[]): Point[][] => {
  const seen = new Set<Corner>();
  return cornersOf(lines)
    .flatMap((corner) => (seen.has(corner) ? [] : [pieceFrom(corner, seen)]))
    .sort((one, other) => other.length - one.length);
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

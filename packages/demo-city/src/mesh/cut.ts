import {
  across,
  areaOf,
  crossShares,
  distance,
  type FittedBox,
  fitBox,
  isIn,
  lerp,
  type Outline,
  type Point,
  sidesOf,
  unit,
} from "./geometry.ts";
import {
  divideFace,
  type Face,
  type Half,
  halvesOf,
  leaving,
  type Mesh,
  outlineOf,
  splitEdge,
  type Way,
} from "./mesh.ts";

/** How a face is to be cut in two. */
export interface CutWish {
  /** How far off the middle, as a share of the length. */
  readonly off: number;
  /** How far turned from straight across, in radians. */
  readonly turn: number;
  /** Metres within which the cut runs to a corner that is there. */
  readonly snap: number;
  /** Points the line takes between its ends. */
  readonly bend?: (from: Point, to: Point) => Point[];
}

/** A place on a face's border: on a side, or at the corner where it begins. */
interface End {
  readonly half: Half;
  readonly at: Point;
  readonly isCorner: boolean;
}

interface Crossing extends End {
  readonly along: number;
}

const rotate = ([x, y]: Point, turn: number): Point => [
  x * Math.cos(turn) - y * Math.sin(turn),
  x * Math.sin(turn) + y * Math.cos(turn),
];

/** Where the line through a point crosses the border, in order along it. */
const crossingsOf = (halves: readonly Half[], through: Point, direction: Point): Crossing[] => {
  const aside = across(direction);
  const heightOf = ([x, y]: Point): number => (x - through[0]) * aside[0] + (y - through[1]) * aside[1];
  return halves
    .flatMap((half): Crossing[] => {
      const [from, to] = [half.from.at, half.twin.from.at];
      const [low, high] = [heightOf(from), heightOf(to)];
      if (low >= 0 === high >= 0) return [];
      const at = lerp(from, to, low / (low - high));
      const along = (at[0] - through[0]) * direction[0] + (at[1] - through[1]) * direction[1];
      return [{ half, at, along, isCorner: false }];
    })
    .sort((one, other) => one.along - other.along);
};

/** The stretch inside the face that holds the point aimed at, or the longest. */
const stretchInside = (crossings: readonly Crossing[]): readonly [Crossing, Crossing] | undefined => {
  let best: readonly [Crossing, Crossing] | undefined;
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [one, other] = [crossings[index], crossings[index + 1]];
    if (one === undefined || other === undefined) break;
    if (one.along <= 0 && other.along >= 0) return [one, other];
    if (best === undefined || other.along - one.along > best[1].along - best[0].along) best = [one, other];
  }
  return best;
};

/** Whether more than the two edges of the face's own border meet at the corner where a half begins. */
const isJunction = (half: Half): boolean => leaving(half.from).length > 2;

/** Runs to a corner near by: to a junction from further away, so that streets go on across others. */
const snapTo = (end: End, snap: number): End => {
  const corners = [end.half, end.half.next, end.half.before, end.half.next.next];
  const near = corners
    .map((corner) => ({ corner, far: distance(corner.from.at, end.at) / (isJunction(corner) ? 2.2 : 1) }))
    .filter(({ far }) => far < snap)
    .sort((one, other) => one.far - other.far)[0];
  return near === undefined ? end : { half: near.corner, at: near.corner.from.at, isCorner: true };
};

/** Whether a line stays inside an outline, its ends apart. */
const staysIn = (line: readonly Point[], outline: Outline): boolean => {
  const sides = sidesOf(outline);
  return line.slice(1).every((to, index) => {
    const from = line[index] ?? to;
    if (!isIn(lerp(from, to, 0.5), outline)) return false;
    const [start, end] = [lerp(from, to, 0.002), lerp(from, to, 0.998)];
    return sides.every(([a, b]) => crossShares(start, end, a, b) === undefined);
  });
};

/** Outlines of both parts that a cut would leave; undefined when the ends don't divide anything. */
const partsOf = (halves: readonly Half[], one: End, other: End, between: readonly Point[]): Outline[] | undefined => {
  const [first, second] = [halves.indexOf(one.half), halves.indexOf(other.half)];
  if (first < 0 || second < 0 || first === second) return undefined;
  const walk = (from: number, to: number): Point[] => {
    const points: Point[] = [];
    for (let at = (from + 1) % halves.length; at !== (to + 1) % halves.length; at = (at + 1) % halves.length)
      points.push(halves[at]?.from.at ?? [0, 0]);
    return points;
  };
  return [
    [other.at, ...[...between].reverse(), one.at, ...walk(first, second)],
    [one.at, ...between, other.at, ...walk(second, first)],
  ];
};

/** A cut that is possible, not yet made. */
export interface Cut {
  readonly face: Face;
  readonly ends: readonly [End, End];
  readonly between: readonly Point[];
}

/** Finds a cut across the longer side of a face; undefined when that would leave a part too small or lame. */
export const findCut = (face: Face, wish: CutWish, box: FittedBox = fitBox(outlineOf(face))): Cut | undefined => {
  const halves = halvesOf(face);
  const outline = halves.map(({ from }) => from.at);
  const through: Point = [
    box.middle[0] + box.along[0] * box.length * wish.off,
    box.middle[1] + box.along[1] * box.length * wish.off,
  ];
  const stretch = stretchInside(crossingsOf(halves, through, rotate(across(box.along), wish.turn)));
  if (stretch === undefined) return undefined;
  const [one, other] = [snapTo(stretch[0], wish.snap), snapTo(stretch[1], wish.snap)];
  if (distance(one.at, other.at) < 12) return undefined;
  const bent = wish.bend?.(one.at, other.at) ?? [];
  const between = staysIn([one.at, ...bent, other.at], outline) ? bent : [];
  if (between.length === 0 && !staysIn([one.at, other.at], outline)) return undefined;
  const parts = partsOf(halves, one, other, between);
  const whole = areaOf(outline);
  if (parts === undefined || parts.some((part) => areaOf(part) < whole * 0.22)) return undefined;
  return { face, ends: [one, other], between };
};

/** A way that arrives at one of a cut's ends from the other side, going on in the cut's direction. */
export const findWayOn = ({ ends: [one, other] }: Cut, isAlike: (way: Way) => boolean): Way | undefined => {
  for (const [end, far] of [
    [one, other],
    [other, one],
  ] as const) {
    if (!end.isCorner) continue;
    const [dx, dy] = unit(far.at, end.at);
    const on = leaving(end.half.from).find((leaves) => {
      const [ux, uy] = unit(end.at, leaves.twin.from.at);
      return isAlike(leaves.way) && dx * ux + dy * uy > 0.93;
    });
    if (on !== undefined) return on.way;
  }
  return undefined;
};

const cornerOf = (mesh: Mesh, { half: one, at, isCorner }: End): Half => (isCorner ? one : splitEdge(mesh, one, at));

/** Makes a cut; answers the new face. The old one keeps the rest. */
export const makeCut = (mesh: Mesh, { ends: [one, other], between }: Cut, way: Way): Face => {
  const first = cornerOf(mesh, one);
  return divideFace(mesh, [first, cornerOf(mesh, other)], between, way);
};

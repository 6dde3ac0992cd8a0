import { areaOf, crossShares, distance, distanceToSide, type Outline, type Point, sidesOf, unit } from "./geometry.ts";

/** A side of an outline and how far its inside keeps away from it. */
interface Fence {
  readonly from: Point;
  readonly to: Point;
  readonly away: number;
}

/** Keeps the part of an outline that lies left of a line, `away` metres from it. */
const clip = (outline: readonly Point[], { from, to, away }: Fence): Point[] => {
  const [dx, dy] = unit(from, to);
  const height = ([x, y]: Point): number => dx * (y - from[1]) - dy * (x - from[0]) - away;
  const kept: Point[] = [];
  let before = outline.at(-1);
  for (const point of outline) {
    if (before !== undefined) {
      const [low, high] = [height(before), height(point)];
      if (low >= 0 !== high >= 0) {
        const share = low / (low - high);
        kept.push([before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]);
      }
      if (high >= 0) kept.push(point);
    }
    before = point;
  }
  return kept;
};

/** Whether all of an outline's corners turn left, but for bends too slight to see. */
const isNearlyConvex = (outline: Outline): boolean => {
  const sides = sidesOf(outline);
  return sides.every(([from, to], index) => {
    const [, after] = sides[(index + 1) % sides.length] ?? [to, to];
    const [dx, dy] = unit(from, to);
    return dx * (after[1] - to[1]) - dy * (after[0] - to[0]) > -0.6;
  });
};

/** Where the lines of two fences meet inside; undefined when they run nearly alike. */
const meet = (one: Fence, other: Fence): Point | undefined => {
  const [ax, ay] = unit(one.from, one.to);
  const [bx, by] = unit(other.from, other.to);
  const turn = ax * by - ay * bx;
  const [px, py] = [one.from[0] - ay * one.away, one.from[1] + ax * one.away];
  if (Math.abs(turn) < 0.08) return [other.from[0] - by * other.away, other.from[1] + bx * other.away];
  const [qx, qy] = [other.from[0] - by * other.away, other.from[1] + bx * other.away];
  const along = ((qx - px) * by - (qy - py) * bx) / turn;
  return [px + ax * along, py + ay * along];
};

const crossesItself = (outline: Outline): boolean => {
  const sides = sidesOf(outline);
  return sides.some(([a, b], index) =>
    sides.slice(index + 2).some(([c, d], further) => {
      if (index === 0 && further === sides.length - 3) return false;
      return crossShares(a, b, c, d) !== undefined;
    }),
  );
};

/** Moves every corner of a bent outline inwards; empty where that folds it. */
const shrinkBent = (fences: readonly Fence[]): Point[] => {
  const corners = fences.flatMap((fence, index) => {
    const before = fences.at(index - 1) ?? fence;
    return [meet(before, fence) ?? fence.from];
  });
  if (areaOf(corners) <= 0 || crossesItself(corners)) return [];
  const isClear = corners.every((corner) =>
    fences.every(({ from, to, away }) => distanceToSide(corner, from, to) > away - 0.5),
  );
  return isClear ? corners : [];
};

/** The part of a bent outline around its middle that keeps away from every side: a fallback that gives away corners. */
const carve = (outline: Outline, fences: readonly Fence[]): Point[] => {
  let kept: Point[] = [...outline];
  for (const fence of [...fences].sort((one, other) => distance(other.from, other.to) - distance(one.from, one.to)))
    kept = clip(kept, fence);
  return kept;
};

/** Drops corners that lie closer than a metre to the one before. */
const tidy = (outline: readonly Point[]): Point[] =>
  outline.filter((point, index) => distance(point, outline.at(index - 1) ?? point) > 1 || outline.length < 4);

/**
 * The inside of a counterclockwise outline that keeps `away(side)` metres from each of its sides; empty when nothing
 * is left.
 */
export const inset = (outline: Outline, away: (side: number) => number): Point[] => {
  const fences = sidesOf(outline).map(([from, to], side) => ({ from, to, away: away(side) }));
  const bent = isNearlyConvex(outline) ? [] : shrinkBent(fences);
  const kept = tidy(bent.length > 2 ? bent : carve(outline, fences));
  return kept.length > 2 && areaOf(kept) > 1 ? kept : [];
};

/** A point of the plan in metres: east and north of the city's middle. */
export type Point = readonly [east: number, north: number];

/** A closed outline without its first point repeated. */
export type Outline = readonly Point[];

export const distance = (one: Point, other: Point): number => Math.hypot(one[0] - other[0], one[1] - other[1]);

export const lerp = (from: Point, to: Point, share: number): Point => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
];

/** Every side of an outline, the last one closing it. */
export const sidesOf = (outline: Outline): (readonly [Point, Point])[] => {
  let before = outline.at(-1);
  const sides: (readonly [Point, Point])[] = [];
  for (const point of outline) {
    if (before !== undefined) sides.push([before, point]);
    before = point;
  }
  // The side that closes comes last, so that side n begins at point n.
  const [closing, ...rest] = sides;
  return closing === undefined ? [] : [...rest, closing];
};

/** Twice the signed area: positive when counterclockwise. */
const crossSum = (outline: Outline): number => {
  let sum = 0;
  let before = outline.at(-1) ?? [0, 0];
  for (const point of outline) {
    sum += before[0] * point[1] - point[0] * before[1];
    before = point;
  }
  return sum;
};

/** Square metres; negative when the outline runs clockwise. */
export const areaOf = (outline: Outline): number => crossSum(outline) / 2;

/** Middle of the area, or of the points when there is no area. */
export const centroidOf = (outline: Outline): Point => {
  const [x0, y0] = outline[0] ?? [0, 0];
  let [x, y, sum] = [0, 0, 0];
  let [bx, by] = outline.at(-1) ?? [0, 0];
  for (const [px, py] of outline) {
    const cross = (bx - x0) * (py - y0) - (px - x0) * (by - y0);
    x += (bx + px - 2 * x0) * cross;
    y += (by + py - 2 * y0) * cross;
    sum += cross;
    bx = px;
    by = py;
  }
  return Math.abs(sum) < 1e-9 ? [x0, y0] : [x0 + x / (3 * sum), y0 + y / (3 * sum)];
};

/** Whether a point lies in an outline. */
export const isIn = ([x, y]: Point, outline: Outline): boolean => {
  let inside = false;
  let [bx, by] = outline.at(-1) ?? [0, 0];
  for (const [ax, ay] of outline) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    bx = ax;
    by = ay;
  }
  return inside;
};

/** Share of the way along a stretch that lies nearest to a point. */
export const shareAlong = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  return length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
};

export const distanceToSide = (point: Point, from: Point, to: Point): number =>
  distance(point, lerp(from, to, shareAlong(point, from, to)));

/** Metres to the nearest stretch of a line. */
export const distanceToLine = (point: Point, line: readonly Point[]): number => {
  let best = Number.POSITIVE_INFINITY;
  let before: Point | undefined;
  for (const place of line) {
    if (before !== undefined) best = Math.min(best, distanceToSide(point, before, place));
    before = place;
  }
  return best;
};

/** A box turned to fit an outline closest: its middle, the unit vector along its longer side, and both lengths. */
export interface FittedBox {
  readonly middle: Point;
  readonly along: Point;
  readonly length: number;
  readonly width: number;
}

/** Reach of an outline along a direction: lowest, highest. */
export const reachOf = (outline: Outline, [dx, dy]: Point): readonly [number, number] => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of outline) {
    const at = x * dx + y * dy;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return [low, high];
};

export const across = ([x, y]: Point): Point => [-y, x];

export const unit = (from: Point, to: Point): Point => {
  const length = distance(from, to) || 1;
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
};

/** The smallest box around an outline, one of whose sides runs along a side of it. */
export const fitBox = (outline: Outline): FittedBox => {
  let best: FittedBox | undefined;
  for (const [from, to] of sidesOf(outline)) {
    if (distance(from, to) < 1) continue;
    const along = unit(from, to);
    const aside = across(along);
    const [low, high] = reachOf(outline, along);
    const [near, far] = reachOf(outline, aside);
    if (best !== undefined && (high - low) * (far - near) >= best.length * best.width) continue;
    const [u, v] = [(low + high) / 2, (near + far) / 2];
    const middle: Point = [along[0] * u + aside[0] * v, along[1] * u + aside[1] * v];
    const isLong = high - low >= far - near;
    best = isLong
      ? { middle, along, length: high - low, width: far - near }
      : { middle, along: aside, length: far - near, width: high - low };
  }
  return best ?? { middle: centroidOf(outline), along: [1, 0], length: 0, width: 0 };
};

/** Where two stretches cross: shares along the first and the second; undefined when they don't or run alike. */
export const crossShares = (
  [ax, ay]: Point,
  [bx, by]: Point,
  [cx, cy]: Point,
  [dx, dy]: Point,
): readonly [number, number] | undefined => {
  const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (Math.abs(turn) < 1e-9) return undefined;
  const first = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn;
  const second = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn;
  return first < 0 || first > 1 || second < 0 || second > 1 ? undefined : [first, second];
};

/**
 * A point well inside an outline: just left of the middle of its longest side that has room there. Undefined for an
 * outline that runs clockwise (the world outside).
 */
export const outlineMiddle = (outline: Outline): Point | undefined => {
  if (areaOf(outline) <= 0) return undefined;
  const middle = centroidOf(outline);
  const room = Math.sqrt(areaOf(outline)) / 8;
  if (isIn(middle, outline) && sidesOf(outline).every(([from, to]) => distanceToSide(middle, from, to) > room))
    return middle;
  const sides = [...sidesOf(outline)].sort((one, other) => distance(...other) - distance(...one));
  for (const inwards of [4, 1.5, 0.4, 0.05])
    for (const [from, to] of sides.slice(0, 12)) {
      const [dx, dy] = across(unit(from, to));
      const [x, y] = lerp(from, to, 0.5);
      const point: Point = [x + dx * inwards, y + dy * inwards];
      if (isIn(point, outline)) return point;
    }
  return middle;
};

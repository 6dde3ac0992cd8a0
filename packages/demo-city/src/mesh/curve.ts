import { across, distance, lerp, type Point, unit } from "./geometry.ts";

const blend = (p: readonly [number, number, number, number], t: number): number => {
  const [a, b, c, d] = p;
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
};

/** A smooth line through drawn points (Catmull-Rom), sampled about every `step` metres. */
export const smooth = (drawn: readonly Point[], step = 60, isClosed = false): Point[] => {
  const count = drawn.length;
  const at = (index: number): Point =>
    (isClosed ? drawn[(index + count) % count] : drawn[Math.max(0, Math.min(count - 1, index))]) ?? [0, 0];
  const line: Point[] = [];
  for (let index = 0; index < (isClosed ? count : count - 1); index += 1) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const pieces = Math.max(1, Math.round(distance(b, c) / step));
    for (let piece = 0; piece < pieces; piece += 1) {
      const t = piece / pieces;
      line.push([blend([a[0], b[0], c[0], d[0]], t), blend([a[1], b[1], c[1], d[1]], t)]);
    }
  }
  return isClosed ? line : [...line, at(count - 1)];
};

/** The line that runs `aside(share of the way)` metres left of another (right when negative). */
export const offset = (line: readonly Point[], aside: (share: number) => number): Point[] =>
  line.map((point, index) => {
    const before = line[Math.max(0, index - 1)] ?? point;
    const after = line[Math.min(line.length - 1, index + 1)] ?? point;
    const [dx, dy] = across(unit(before, after));
    const far = aside(index / Math.max(1, line.length - 1));
    return [point[0] + dx * far, point[1] + dy * far];
  });

/** Roughens a line as shores and old borders are: halves every stretch again and again, each time a little aside. */
export const roughen = (line: readonly Point[], chance: () => number, share = 0.16, least = 60): Point[] => {
  const rough: Point[] = [];
  let before: Point | undefined;
  for (const point of line) {
    if (before !== undefined) breakUp(before, point, { chance, share, least, into: rough });
    rough.push(point);
    before = point;
  }
  return rough;
};

interface Roughness {
  readonly chance: () => number;
  readonly share: number;
  readonly least: number;
  readonly into: Point[];
}

const breakUp = (from: Point, to: Point, roughness: Roughness): void => {
  const length = distance(from, to);
  if (length < roughness.least) return;
  const [dx, dy] = across(unit(from, to));
  const aside = (roughness.chance() * 2 - 1) * roughness.share * length;
  const middle = lerp(from, to, 0.4 + 0.2 * roughness.chance());
  const point: Point = [middle[0] + dx * aside, middle[1] + dy * aside];
  breakUp(from, point, roughness);
  roughness.into.push(point);
  breakUp(point, to, roughness);
};

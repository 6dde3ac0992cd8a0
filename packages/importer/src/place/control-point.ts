import type { Label } from "@chengyun/kernel";

/** A point known in the drawing and on the ground. */
export interface ControlPoint {
  readonly from: readonly [x: number, y: number];
  /** Longitude and latitude, WGS-84. */
  readonly to: readonly [longitude: number, latitude: number];
}

/** `similarity` turns, shifts and scales alike (two points do); `affine` also shears (three points do). */
export type FitKind = "similarity" | "affine";

/** How a drawing lies on the ground, and how well the points agree about it. */
export interface Placement {
  readonly place: (x: number, y: number) => [longitude: number, latitude: number];
  /** Metres between where each point should be and where it comes to lie. */
  readonly residualsM: readonly number[];
  readonly rmsM: number;
  /** Metres of ground to one unit of the drawing, along its x axis. */
  readonly metresPerUnit: number;
}

const earthM = 6_378_137;
const radian = Math.PI / 180;

/** Flat metres about a point: over the few kilometres of a drawing the earth's curve is below the points' own error. */
const flatAbout = ([longitude0, latitude0]: readonly [number, number]) => {
  const shrink = Math.cos(latitude0 * radian);
  return {
    to: ([longitude, latitude]: readonly [number, number]): [number, number] => [
      (longitude - longitude0) * radian * earthM * shrink,
      (latitude - latitude0) * radian * earthM,
    ],
    from: (east: number, north: number): [number, number] => [
      longitude0 + east / (radian * earthM * shrink),
      latitude0 + north / (radian * earthM),
    ],
  };
};

type Rows = readonly (readonly number[])[];

/** Normal equations of a least squares problem, with what is wanted in the last column. */
const normalEquations = (rows: Rows, wanted: readonly number[]): number[][] => {
  const n = rows[0]?.length ?? 0;
  const product = (i: number, of: (row: readonly number[], at: number) => number): number =>
    rows.reduce((sum, row, at) => sum + (row[i] ?? 0) * of(row, at), 0);
  return Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (__, j) => product(i, (row) => row[j] ?? 0)),
    product(i, (_row, at) => wanted[at] ?? 0),
  ]);
};

/** Takes the multiple of one line from another that makes its i-th number zero. */
const clear = (from: number[], by: readonly number[], i: number): void => {
  const factor = (from[i] ?? 0) / (by[i] ?? 1);
  for (let j = i; j < from.length; j += 1) from[j] = (from[j] ?? 0) - factor * (by[j] ?? 0);
};

/** Solves a least squares problem of a few unknowns; undefined when the points don't determine it. */
const solve = (rows: Rows, wanted: readonly number[]): number[] | undefined => {
  const matrix = normalEquations(rows, wanted);
  for (let i = 0; i < matrix.length; i += 1) {
    const rest = matrix.slice(i).sort((one, other) => Math.abs(other[i] ?? 0) - Math.abs(one[i] ?? 0));
    matrix.splice(i, rest.length, ...rest);
    const [pivot] = rest;
    if (pivot === undefined || Math.abs(pivot[i] ?? 0) < 1e-9) return undefined;
    for (const line of matrix) if (line !== pivot) clear(line, pivot, i);
  }
  return matrix.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Least squares; six coefficients so that east = a x + b y + c and north = d x + e y + f. */
const fitCoefficients = (
  from: readonly (readonly [number, number])[],
  to: readonly (readonly [number, number])[],
  kind: FitKind,
) => {
  if (kind === "affine") {
    const rows = from.map(([x, y]) => [x, y, 1]);
    const east = solve(
      rows,
      to.map(([value]) => value),
    );
    const north = solve(
      rows,
      to.map(([, value]) => value),
    );
    return east === undefined || north === undefined ? undefined : [...east, ...north];
  }
  const rows = from.flatMap(([x, y]) => [
    [x, -y, 1, 0],
    [y, x, 0, 1],
  ]);
  const found = solve(rows, to.flat());
  if (found === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = found;
  return [a, -b, c, b, a, d];
};

/** How many points place a drawing at least. */
export const leastPoints = (kind: FitKind): number => (kind === "affine" ? 3 : 2);

/** Fits a drawing to the ground by its control points, or says why it can't. */
export const fitDrawing = (points: readonly ControlPoint[], kind: FitKind): Placement | Label => {
  const needed = leastPoints(kind);
  if (points.length < needed)
    return {
      zh: `${kind === "affine" ? "仿射" : "相似"}变换至少需要 ${needed} 个控制点，只有 ${points.length} 个`,
      en: `a${kind === "affine" ? "n affine" : " similarity"} fit needs ${needed} control points; there are ${points.length}`,
    };
  const flat = flatAbout([mean(points.map(({ to }) => to[0])), mean(points.map(({ to }) => to[1]))]);
  const [x0, y0] = [mean(points.map(({ from }) => from[0])), mean(points.map(({ from }) => from[1]))];
  const from = points.map(({ from: [x, y] }) => [x - x0, y - y0] as const);
  const to = points.map((point) => flat.to(point.to));
  const found = fitCoefficients(from, to, kind);
  if (found === undefined)
    return {
      zh: "控制点重合或共线，定不出位置",
      en: "the control points coincide or lie on one line: they place nothing",
    };
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = found;
  const ground = (x: number, y: number): [number, number] => [a * x + b * y + c, d * x + e * y + f];
  const residualsM = from.map(([x, y], at) => {
    const [east, north] = ground(x, y);
    return Math.hypot(east - (to[at]?.[0] ?? 0), north - (to[at]?.[1] ?? 0));
  });
  return {
    place: (x, y) => flat.from(...ground(x - x0, y - y0)),
    residualsM,
    rmsM: Math.sqrt(mean(residualsM.map((one) => one * one))),
    metresPerUnit: Math.hypot(a, d),
  };
};

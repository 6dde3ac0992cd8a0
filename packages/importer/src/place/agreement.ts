import type { Label } from "@chengyun/kernel";
import { type ControlPoint, type FitKind, fitDrawing, leastPoints, type Placement } from "./control-point.ts";

/** Below this a point set by hand on a map, or read off a plan, may well be off, in metres. */
const pointErrorM = 3;
/** Of the ground between the points; a drawing that is that far off over its width was not drawn so. */
const errorShare = 0.005;
/** What is left over without the one fault looked for, of what there was with it. */
const cured = 0.2;
/** Width of the points across, of their length: below this they are as good as on one line. */
const thin = 0.02;

const isPlaced = (found: Placement | Label): found is Placement => "rmsM" in found;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How wide points lie across the line they lie along best: 0 on a line, 1 as far across as along. */
const widthOf = (points: readonly ControlPoint[]): number => {
  const [x0, y0] = [mean(points.map(({ from }) => from[0])), mean(points.map(({ from }) => from[1]))];
  const xx = mean(points.map(({ from: [x] }) => (x - x0) ** 2));
  const yy = mean(points.map(({ from: [, y] }) => (y - y0) ** 2));
  const xy = mean(points.map(({ from: [x, y] }) => (x - x0) * (y - y0)));
  const root = Math.sqrt(((xx - yy) / 2) ** 2 + xy ** 2);
  return Math.sqrt(Math.max(0, (xx + yy) / 2 - root) / ((xx + yy) / 2 + root));
};

/** Greatest distance in the drawing between two of the points. */
const lengthOf = (points: readonly ControlPoint[]): number =>
  Math.max(...points.flatMap(({ from: [x, y] }) => points.map(({ from }) => Math.hypot(x - from[0], y - from[1]))));

const rmsOf = (points: readonly ControlPoint[], kind: FitKind): number => {
  const found = fitDrawing(points, kind);
  return isPlaced(found) ? found.rmsM : Number.POSITIVE_INFINITY;
};

/** Whether the points agree once x and y are read the other way round, as surveyors write them: x to the north. */
const isTurned = (points: readonly ControlPoint[], kind: FitKind, rmsM: number): boolean =>
  points.length > leastPoints(kind) &&
  rmsOf(
    points.map(({ from: [x, y], to }) => ({ from: [y, x] as const, to })),
    kind,
  ) <
    cured * rmsM;

/** The one point without which the others agree, from 1; needs two more than place the drawing. */
const findOdd = (points: readonly ControlPoint[], kind: FitKind, rmsM: number): number | undefined => {
  if (points.length < leastPoints(kind) + 2) return undefined;
  const without = points.map((_, odd) =>
    rmsOf(
      points.filter((__, at) => at !== odd),
      kind,
    ),
  );
  const best = Math.min(...without);
  return best < cured * rmsM ? without.indexOf(best) + 1 : undefined;
};

/** Why it is doubtful that a drawing lies where its control points put it; undefined when they check each other and agree. */
export const findDoubt = (points: readonly ControlPoint[], kind: FitKind, placed: Placement): Label | undefined => {
  if (points.length === leastPoints(kind) && kind === "similarity")
    return {
      zh: "只有两个控制点，残差总是 0，填错了也看不出来；再加一个点才能核对。",
      en: "Two control points are always met exactly, right or wrong; a third would tell.",
    };
  if (kind === "affine" && widthOf(points) < thin)
    return {
      zh: "控制点几乎在一条直线上，离开这条线的地方可能偏得很远；请在线外加一个点。",
      en: "The control points lie almost on one line: what lies off it may come out far away. Add one beside the line.",
    };
  if (kind === "affine" && points.length === leastPoints(kind))
    return {
      zh: "仿射变换只有三个控制点，残差总是 0，填错了也看不出来；再加一个点才能核对。",
      en: "Three control points are always met exactly by an affine fit, right or wrong; a fourth would tell.",
    };
  const worst = Math.max(...placed.residualsM);
  if (worst < Math.max(pointErrorM, errorShare * lengthOf(points) * placed.metresPerUnit)) return undefined;
  const n = placed.residualsM.indexOf(worst) + 1;
  const off = worst.toFixed(1);
  const disagree = {
    zh: `控制点互相不一致：第 ${n} 点偏 ${off} m。`,
    en: `The control points disagree: number ${n} is ${off} m off.`,
  };
  if (kind === "similarity" && isTurned(points, kind, placed.rmsM))
    return {
      zh: `${disagree.zh}图上 x、y 对调以后就一致了：测量坐标的 x 朝北，请核对。`,
      en: `${disagree.en} They agree once x and y of the drawing are exchanged: a surveyor's x points north. Look again.`,
    };
  const odd = findOdd(points, kind, placed.rmsM);
  if (odd !== undefined)
    return {
      zh: `${disagree.zh}去掉第 ${odd} 点，其余就一致了：请核对第 ${odd} 点。`,
      en: `${disagree.en} Without number ${odd} the others agree: look at number ${odd} again.`,
    };
  return { zh: `${disagree.zh}请逐点核对。`, en: `${disagree.en} Look at each of them again.` };
};

import type { Label, Severity } from "@chengyun/kernel";

/** One point of a series: a reading, or a roll-up with its lowest and highest. */
export interface SeriesPoint {
  readonly at: string;
  readonly value: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Marks the readings that a rule judged to raise an alarm. */
  readonly judged?: boolean | undefined;
}

/** A level a rule waits for, drawn as a line. */
export interface SeriesLine {
  readonly severity: Severity;
  readonly value: number;
}

/** One series over time, with all that a reader may ask of it. */
export interface Series {
  readonly name: Label;
  readonly unit?: string | undefined;
  readonly digits: number;
  readonly states?: readonly { readonly name: Label }[] | undefined;
  /** Expected interval in milliseconds; a longer silence is drawn as a gap. */
  readonly everyMs?: number | undefined;
  readonly points: readonly SeriesPoint[];
  readonly lines: readonly SeriesLine[];
  /** Where the figures come from, in words. */
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

/** A plain point for drawing: moment and value; null where nothing is known. */
export type DrawnPoint = readonly [at: number, value: number | null];

const gapFactor = 2.5;

/** The usual distance of points, when nobody said it: the median. */
const usualStep = (moments: readonly number[]): number => {
  const steps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
  const sorted = steps.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Puts a break where more than two and a half intervals passed without a reading: silence is shown, not bridged. */
export const withGaps = (points: readonly SeriesPoint[], everyMs?: number): DrawnPoint[] => {
  const moments = points.map((point) => Date.parse(point.at));
  const step = Math.max(everyMs ?? 0, usualStep(moments));
  const drawn: DrawnPoint[] = [];
  let before: number | undefined;
  for (const [index, point] of points.entries()) {
    const at = moments[index] ?? 0;
    if (before !== undefined && step > 0 && at - before > step * gapFactor) drawn.push([before + step, null]);
    drawn.push([at, point.value]);
    before = at;
  }
  return drawn;
};

/** Makes a span at least as wide as asked, not below zero for what is never below it. */
const widen = (low: number, high: number, least: number): readonly [number, number] => {
  const missing = Math.max(0, least - (high - low));
  const down = low >= 0 ? Math.min(low, missing / 2) : missing / 2;
  return [low - down, high + missing - down];
};

/** Lowest and highest value to show: all points, and the lines that lie near enough not to flatten them. */
export const valueRange = ({
  points,
  lines,
  digits,
}: Pick<Series, "points" | "lines" | "digits">): readonly [number, number] => {
  const values = points.flatMap((point) => [point.min ?? point.value, point.max ?? point.value]);
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const reach = Math.max(high - low, Math.abs(high) * 0.05, 1e-6) * 1.5;
  const near = lines.map((line) => line.value).filter((value) => value > low - reach && value < high + reach);
  const least = low === 0 && high === 0 ? 1 : 10 ** -digits;
  const [bottom, top] = widen(Math.min(low, ...near), Math.max(high, ...near), least);
  const room = (top - bottom || Math.abs(top) || 1) * 0.08;
  return [bottom - room, top + room];
};

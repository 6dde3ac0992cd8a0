/** One figure of a report: a line of the table, an object of the JSON. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it has to reach, as a sentence; absent for figures that only inform. */
  readonly reach?: string;
  readonly met?: boolean;
  /** Least and greatest of the rounds. */
  readonly spread?: readonly [number, number];
  /** The other system's figure, measured in the same run. */
  readonly peer?: number;
  readonly ratio?: number;
  readonly seed?: number;
  readonly command?: string;
}

/** What can't run here, and why. */
export interface Skipped {
  readonly id: string;
  readonly what: string;
  readonly skipped: string;
}

/** What a bench is given. */
export interface BenchRun {
  readonly id: string;
  /** Seconds one round lasts: short where only its working is tried. */
  readonly seconds: number;
  readonly rounds: number;
  readonly seed: number;
  /** A new empty folder, removed afterwards. */
  readonly folder: string;
  /** Says on standard error how far it is. */
  readonly tell: (words: string) => void;
}

/** One bench: a file `b<number>.ts` that exports it as `bench`. Throws when what was acknowledged is not stored. */
export interface Bench {
  readonly what: string;
  readonly run: (run: BenchRun) => Promise<readonly (Figure | Skipped)[]>;
}

/** Median and spread of some rounds. */
export const summarise = (rounds: readonly number[]): { value: number; spread: [number, number] } => {
  const sorted = [...rounds].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const value = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return { value, spread: [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN] };
};

/** A figure of some rounds that has to reach at least so much. */
export const atLeast = (
  { id, seed }: Pick<BenchRun, "id" | "seed">,
  { what, unit, least }: { what: string; unit: string; least: number },
  rounds: readonly number[],
): Figure => {
  const { value, spread } = summarise(rounds);
  return { id, what, value, unit, spread, seed, reach: `≥ ${least} ${unit}`, met: value >= least };
};

/** A figure of some rounds that may be at most so much. */
export const atMost = (
  { id, seed }: Pick<BenchRun, "id" | "seed">,
  { what, unit, most }: { what: string; unit: string; most: number },
  rounds: readonly number[],
): Figure => {
  const { value, spread } = summarise(rounds);
  return { id, what, value, unit, spread, seed, reach: `≤ ${most} ${unit}`, met: value <= most };
};

/** A figure that only informs. */
export const plain = (
  { id, seed }: Pick<BenchRun, "id" | "seed">,
  { what, unit }: { what: string; unit: string },
  rounds: readonly number[],
): Figure => ({ id, what, unit, seed, ...summarise(rounds) });

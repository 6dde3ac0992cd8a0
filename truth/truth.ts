import type { Figure, Skipped } from "../bench/bench.ts";

/** What a truth report is given. */
export interface TruthRun {
  /** Folder of the data sets. */
  readonly data: string;
  readonly speed: number;
  /** Says on standard error how far it is. */
  readonly tell: (words: string) => void;
}

/** One report: compares what the city says of real data with what is known to be true of it. */
export interface Truth {
  readonly what: string;
  readonly run: (run: TruthRun) => Promise<readonly (Figure | Skipped)[]>;
}

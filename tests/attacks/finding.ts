/** What an attack saw that it should not have. */
export interface Finding {
  readonly what: string;
  readonly saw: string;
}

/** Something measured while it ran: what it must be, and whether it was. */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly reach: string;
  readonly met: boolean;
}

/** How an attack is run. */
export interface Way {
  readonly seed: number;
  /** By hand, with nobody waiting: far more of the same. */
  readonly long: boolean;
}

/** One attack after it ran. */
export interface Outcome {
  readonly id: string;
  readonly what: string;
  /** Calls made. */
  readonly tried: number;
  readonly findings: readonly Finding[];
  /** Longest time until a revoked token was refused, in milliseconds. */
  readonly slowestMs?: number;
  readonly measures?: readonly Measure[];
  /** What was run by chance, and by which. */
  readonly seed?: number;
}

/** What an attack saw that it should not have. */
export interface Finding {
  readonly what: string;
  readonly saw: string;
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
}

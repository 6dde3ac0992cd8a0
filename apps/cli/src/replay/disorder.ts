import type { Measured } from "./measured.ts";

/** How a bad line treats readings: each up to so much later than it was measured, each so often. */
export interface Disorder {
  readonly seed: number;
  /** Longest delay, ms of the city's time. */
  readonly lateMs: number;
  readonly times: number;
}

/** Chance by a seed, 0 ≤ x < 1, the same every time (mulberry32). */
const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A reading by its row, and when it is sent, in the file's time. */
export interface Sending {
  readonly row: number;
  readonly due: number;
}

/** When each reading is sent: as it was measured, or late and again, in no order. */
export const planSending = ({ order, at }: Measured, disorder: Disorder | undefined): Sending[] => {
  const plan: Sending[] = [];
  const chance = chanceOf(disorder?.seed ?? 0);
  for (const row of order) {
    const measured = at[row] ?? 0;
    for (let time = 0; time < (disorder?.times ?? 1); time += 1)
      plan.push({ row, due: measured + (disorder === undefined ? 0 : Math.round(chance() * disorder.lateMs)) });
  }
  return disorder === undefined ? plan : plan.sort((one, other) => one.due - other.due);
};

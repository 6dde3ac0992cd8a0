/** What a fault test is given. */
export interface FaultRun {
  readonly rounds: number;
  readonly long: boolean;
  readonly seed: number;
  readonly tell: (words: string) => void;
}

/** One thing measured: what it must be, and whether it was. */
export interface FaultFigure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly reach: string;
  /** Absent where a figure only informs. */
  readonly met?: boolean;
}

/** What could not be tried here, and why. */
export interface SkippedFault {
  readonly what: string;
  readonly skipped: string;
}

/** A fault and what must survive it. */
export interface Fault {
  readonly what: string;
  readonly run: (run: FaultRun) => Promise<readonly (FaultFigure | SkippedFault)[]>;
}

/** Nothing of this may have happened. */
export const none = (what: string, value: number): FaultFigure => ({
  what,
  value,
  unit: "",
  reach: "0",
  met: value === 0,
});

/** At most so much. */
export const within = (what: string, value: number, most: number, unit = "s"): FaultFigure => ({
  what,
  value: Math.round(value * 100) / 100,
  unit,
  reach: `≤ ${most}`,
  met: value <= most,
});

/** At least so much. */
export const atLeast = (what: string, value: number, least: number, unit = ""): FaultFigure => ({
  what,
  value: Math.round(value * 1_000) / 1_000,
  unit,
  reach: `≥ ${least}`,
  met: value >= least,
});

/** Exactly so many. */
export const exactly = (what: string, value: number, wanted: number): FaultFigure => ({
  what,
  value,
  unit: "",
  reach: String(wanted),
  met: value === wanted,
});

/** A speed: judged in the long form, on a machine that does nothing else; beside other work it only informs. */
export const speed = ({ met, ...figure }: FaultFigure, isLong: boolean): FaultFigure =>
  isLong && met !== undefined ? { ...figure, met } : { ...figure, reach: `${figure.reach}, judged by --long` };

/** Chance from a seed (mulberry32). */
export const makeChance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

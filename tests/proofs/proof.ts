import type { Figure, Skipped } from "../../bench/bench.ts";

/** What a proof is given. */
export interface ProofRun {
  readonly id: string;
  /** Without what takes long and proves little more, e.g. the installation of packages. */
  readonly quick: boolean;
  /** Says on standard error how far it is. */
  readonly tell: (words: string) => void;
}

/** One of the things that no other system does, with the check that proves it. */
export interface Proof {
  readonly what: string;
  readonly run: (run: ProofRun) => Promise<readonly (Figure | Skipped)[]>;
}

/** A count that must be nothing; what was found instead is said. */
export const mustBeNone = (id: string, what: string, found: readonly string[]): Figure => ({
  id,
  what: found.length === 0 ? what : `${what}: ${found.slice(0, 5).join("; ")}`,
  value: found.length,
  unit: "differences",
  reach: "= 0 differences",
  met: found.length === 0,
});

/** Something that must be so. */
export const mustHold = (id: string, what: string, holds: boolean): Figure => ({
  id,
  what,
  value: holds ? 1 : 0,
  unit: "of 1",
  reach: "= 1 of 1",
  met: holds,
});

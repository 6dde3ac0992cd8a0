import type { Finding, Measure, Outcome, Way } from "./finding.ts";
import type { Ground } from "./ground.ts";

/** One attack while it runs: what was tried, and what it found. */
export class Attempt {
  readonly ground: Ground;
  readonly way: Way;
  readonly #findings: Finding[] = [];
  readonly #measures: Measure[] = [];
  tried = 0;

  constructor(ground: Ground, way: Way) {
    this.ground = ground;
    this.way = way;
  }

  /** Counts one try; what did not go as it must is a finding. */
  must(isSo: boolean, what: string, saw: unknown): void {
    this.tried += 1;
    if (!isSo) this.#findings.push({ what, saw: typeof saw === "string" ? saw : JSON.stringify(saw) });
  }

  /** Something measured that may be so much at most. */
  atMost(what: string, value: number, most: number, unit: string): void {
    const rounded = Math.round(value * 100) / 100;
    this.#measures.push({ what, value: rounded, unit, reach: `≤ ${most}`, met: value <= most });
  }

  outcome(id: string, what: string): Outcome {
    const { tried } = this;
    return { id, what, tried, findings: this.#findings, measures: this.#measures, seed: this.way.seed };
  }
}

/** The middle one of some figures. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Computing that something cost in this process and its threads, in milliseconds. */
export const cpuOf = async <Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> => {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, result };
};

/** Does some work for each, so many at a time. */
export const eachAtOnce = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

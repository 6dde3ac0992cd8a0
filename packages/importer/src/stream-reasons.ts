import type { ReadingTrial, ReadingTrialIn } from "@chengyun/contracts";
import type { ReadingRow } from "./make/row.ts";

/** What a city says of streams: the typed client has it. */
export type StreamAsker = (asked: ReadingTrialIn) => Promise<ReadingTrial>;

const streamsAtOnce = 1_000;
/** How the city says that nobody knows a reading's thing. */
export const nobodys = "unknown-thing";

const keyOf = ({ thing, stream, unit }: ReadingRow): string => `${thing}\u0000${stream}\u0000${unit}`;

/** What the city would say of readings by their streams, each asked once. */
export class StreamReasons {
  readonly #ask: StreamAsker;
  readonly #known = new Map<string, ReadingTrial["reasons"][number]>();
  /** Later than this nothing is taken, ms since 1970. */
  latest = Number.POSITIVE_INFINITY;

  constructor(ask: StreamAsker) {
    this.#ask = ask;
  }

  /** Why readings of this one's stream are not taken; null when they are. */
  of(row: ReadingRow): ReadingTrial["reasons"][number] {
    return this.#known.get(keyOf(row)) ?? null;
  }

  /** Asks for streams that were not met before. */
  async learn(rows: readonly ReadingRow[]): Promise<void> {
    const fresh = new Map<string, ReadingTrialIn["streams"][number]>();
    for (const row of rows) {
      const { thing, stream, unit } = row;
      if (!this.#known.has(keyOf(row))) fresh.set(keyOf(row), { thing, stream, unit });
    }
    const asked = [...fresh];
    for (let from = 0; from < asked.length; from += streamsAtOnce) {
      const some = asked.slice(from, from + streamsAtOnce);
      const { reasons, latest } = await this.#ask({ streams: some.map(([, one]) => one) });
      this.latest = latest;
      for (const [at, [key]] of some.entries()) this.#known.set(key, reasons[at] ?? null);
    }
  }
}

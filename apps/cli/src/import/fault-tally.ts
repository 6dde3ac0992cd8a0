import type { RejectedRow } from "@chengyun/importer";
import type { Label } from "@chengyun/kernel";

/** One reason: how often, in which lines first, and one of its sentences. */
export interface Tallied {
  count: number;
  readonly lines: number[];
  readonly example: Label;
}

const linesShown = 5;

/** Counts reasons as rows pass, so that no row is kept. */
export class FaultTally {
  readonly byCode = new Map<string, Tallied>();

  async *count(rows: AsyncIterable<RejectedRow>): AsyncGenerator<RejectedRow> {
    for await (const row of rows) {
      for (const { code, text } of row.faults) {
        const own = this.byCode.get(code) ?? { count: 0, lines: [], example: text };
        own.count += 1;
        if (own.lines.length < linesShown && row.line > 0) own.lines.push(row.line);
        this.byCode.set(code, own);
      }
      yield row;
    }
  }
}

import type { Lined } from "./make/row.ts";

const stateBatchMost = 500;
/** A batch of great shapes goes before it is five hundred rows. */
const batchBytesMost = 4_000_000;

/** Cuts rows of state into batches by count and size. */
export class StateBatcher {
  rows: Lined<unknown>[] = [];
  #bytes = 0;

  add(row: Lined<unknown>): boolean {
    this.rows.push(row);
    this.#bytes += JSON.stringify(row).length;
    return this.rows.length >= stateBatchMost || this.#bytes >= batchBytesMost;
  }

  take(): Lined<unknown>[] {
    const { rows } = this;
    this.rows = [];
    this.#bytes = 0;
    return rows;
  }
}

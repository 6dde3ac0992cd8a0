import type { ClickHouseClient } from "@clickhouse/client";
import { toSecond } from "./instant.ts";

export const hourMs = 3_600_000;
/** 2^21 hours are 239 years, from 1850 to 2089; with a 32-bit stream the key just fits a number. */
const hourSpan = 2 ** 21;
const hourOrigin = 2 ** 20;

/** Cleared marks are cheap until there are many: the bulk import of a year leaves millions. */
const sweepFrom = 10_000;

export interface DirtyHour {
  readonly stream: number;
  /** Start of an hour of UTC, ms. */
  readonly hour: number;
}

const toKey = (stream: number, at: number): number => stream * hourSpan + Math.floor(at / hourMs) + hourOrigin;

const fromKey = (key: number): DirtyHour => ({
  stream: Math.floor(key / hourSpan),
  hour: ((key % hourSpan) - hourOrigin) * hourMs,
});

/**
 * Hours whose roll-ups are behind their readings. An hour is marked in the store before the reading is inserted;
 * a crash between the two costs a needless recomputation, never a wrong figure.
 */
export class DirtyHours {
  readonly #store: ClickHouseClient;
  readonly #marked = new Set<number>();
  readonly #wanted = new Set<number>();
  #mark: number;
  /** Marks of the round before the current one, or of an earlier process, may be in the store. */
  #outstanding = true;
  #cleared = 0;

  constructor(store: ClickHouseClient, lastVersion: number) {
    this.#store = store;
    this.#mark = Math.floor(lastVersion / 2) + 1;
  }

  static async open(store: ClickHouseClient): Promise<DirtyHours> {
    const found = await store.query({
      query: "SELECT toFloat64(max(version)) AS v FROM dirty_hours",
      format: "JSONEachRow",
    });
    const [row] = await found.json<{ v: number }>();
    return new DirtyHours(store, row?.v ?? 0);
  }

  /** Notes the hour of a reading about to be inserted; `write` has to be awaited before the insert. */
  want(stream: number, at: number): void {
    const key = toKey(stream, at);
    if (!this.#marked.has(key)) this.#wanted.add(key);
  }

  async write(): Promise<void> {
    if (this.#wanted.size === 0) return;
    const keys = [...this.#wanted];
    const mark = this.#mark;
    await this.#insert(keys.map(fromKey), mark * 2, 0);
    const isSameRound = mark === this.#mark;
    for (const key of keys) {
      this.#wanted.delete(key);
      if (isSameRound) this.#marked.add(key);
    }
    // A round that ended meanwhile clears these marks: the next reading of the hour makes its own.
    if (!isSameRound) this.#outstanding = true;
  }

  /** Starts a new round of marks: a reading inserted from now on marks its hour anew. Returns the round that ended. */
  turn(): number {
    if (this.#marked.size > 0) this.#outstanding = true;
    this.#marked.clear();
    this.#mark += 1;
    return this.#mark - 1;
  }

  /** Hours marked in the given round or before and not cleared since. */
  async list(round: number, limit: number): Promise<DirtyHour[]> {
    if (!this.#outstanding) return [];
    const found = await this.#store.query({
      query: `SELECT stream, toUnixTimestamp(hour) AS second FROM dirty_hours FINAL
        WHERE cleared = 0 AND version <= {version:UInt64} ORDER BY stream, hour LIMIT {limit:UInt32}`,
      query_params: { version: round * 2, limit },
      format: "JSONEachRow",
    });
    const rows = await found.json<{ stream: number; second: number }>();
    if (rows.length === 0) this.#outstanding = false;
    return rows.map(({ stream, second }) => ({ stream, hour: second * 1000 }));
  }

  /** A mark made in a later round outlives this. */
  async clear(hours: readonly DirtyHour[], round: number): Promise<void> {
    await this.#insert(hours, round * 2 + 1, 1);
    this.#cleared += hours.length;
  }

  /** Empties the table of what was cleared, when that is all it holds; to be called while nothing is inserted. */
  async sweep(): Promise<void> {
    if (this.#outstanding || this.#marked.size > 0 || this.#cleared < sweepFrom) return;
    await this.#store.command({ query: "TRUNCATE TABLE dirty_hours" });
    this.#cleared = 0;
  }

  async #insert(hours: readonly DirtyHour[], version: number, cleared: 0 | 1): Promise<void> {
    if (hours.length === 0) return;
    await this.#store.insert({
      table: "dirty_hours",
      values: hours.map(({ stream, hour }) => ({ stream, hour: toSecond(hour), version, cleared })),
      format: "JSONEachRow",
    });
  }
}

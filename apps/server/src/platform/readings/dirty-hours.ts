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

/** A stretch of time with the hours in it that are dirty. */
export interface DirtySpan {
  readonly round: number;
  readonly from: number;
  readonly to: number;
  /** How many there are, over all streams. */
  readonly hours: number;
}

const marked = "cleared = 0 AND version <= {version:UInt64}";

/** The dirty hours of a span, as a query with the parameters of `paramsOf`. */
export const dirtyOf = `SELECT stream, hour FROM dirty_hours FINAL
  WHERE ${marked} AND hour >= {from:DateTime('UTC')} AND hour < {to:DateTime('UTC')}`;

/** Parameters of `dirtyOf`. */
export const paramsOf = ({ round, from, to }: DirtySpan): Record<string, unknown> => ({
  version: round * 2,
  from: toSecond(from),
  to: toSecond(to),
});

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

  /**
   * Hours marked in the given round or before and not cleared since, cut into spans of time that hold at most so many each
   * (an hour of all streams is never cut), the earliest first.
   */
  async spans(round: number, most: number): Promise<DirtySpan[]> {
    if (!this.#outstanding) return [];
    const found = await this.#store.query({
      query: `SELECT toUnixTimestamp(hour) AS second, count() AS n FROM dirty_hours FINAL
        WHERE ${marked} GROUP BY hour ORDER BY hour`,
      query_params: { version: round * 2 },
      format: "JSONEachRow",
    });
    const spans: DirtySpan[] = [];
    for (const { second, n } of await found.json<{ second: number; n: number | string }>()) {
      const last = spans.at(-1);
      const from = second * 1000;
      if (last !== undefined && last.hours + Number(n) <= most)
        Object.assign(last, { to: from + hourMs, hours: last.hours + Number(n) });
      else spans.push({ round, from, to: from + hourMs, hours: Number(n) });
    }
    if (spans.length === 0) this.#outstanding = false;
    return spans;
  }

  /** A mark made in a later round outlives this. */
  async clear(span: DirtySpan): Promise<void> {
    await this.#store.command({
      query: `INSERT INTO dirty_hours SELECT stream, hour, {clearing:UInt64}, 1 FROM (${dirtyOf})`,
      query_params: { ...paramsOf(span), clearing: span.round * 2 + 1 },
      clickhouse_settings: { max_partitions_per_insert_block: "0" },
    });
    this.#cleared += span.hours;
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

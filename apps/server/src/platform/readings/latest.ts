import type { ClickHouseClient } from "@clickhouse/client";
import { toMs } from "./instant.ts";
import type { Reading } from "./reading.ts";
import { latestColumns, RowBuffer } from "./row-buffer.ts";
import { insertBinary } from "./store.ts";

interface Row {
  readonly stream: number;
  readonly at: string;
  readonly value: number;
  readonly received: string;
  readonly quality: number;
}

/**
 * The table written behind, the time not rolled up yet, and the dirty hours: what is missing in the first
 * is always in one of the others, because the table is written before either is let go.
 */
const newestStored = `
SELECT stream, toUnixTimestamp64Milli(max(t)) AS at, argMax(v, (t, r)) AS value,
  toUnixTimestamp64Milli(argMax(r, (t, r))) AS received, argMax(q, (t, r)) AS quality
FROM (
  SELECT stream, at AS t, value AS v, received AS r, quality AS q FROM latest_readings FINAL
  UNION ALL
  SELECT stream, at, value, received, quality FROM readings FINAL
    WHERE at >= (SELECT max(until) FROM rollup_marks WHERE level = 'minute')
  UNION ALL
  SELECT stream, at, value, received, quality FROM readings FINAL
    WHERE (stream, toStartOfHour(at)) IN (SELECT stream, hour FROM dirty_hours FINAL WHERE cleared = 0)
)
GROUP BY stream`;

/** The newest reading of every stream, in memory; the table behind it serves other processes. */
export class Latest {
  readonly #store: ClickHouseClient;
  readonly #readings = new Map<number, Reading>();
  readonly #changed = new Set<number>();
  readonly #rows = new RowBuffer();
  #version: number;

  constructor(store: ClickHouseClient, now: number) {
    this.#store = store;
    this.#version = now;
  }

  /** Rebuilds it from the store. */
  static async open(store: ClickHouseClient): Promise<Latest> {
    const latest = new Latest(store, 0);
    const found = await store.query({ query: newestStored, format: "JSONEachRow" });
    for (const row of await found.json<Row>()) {
      latest.put({ ...row, at: toMs(row.at), received: toMs(row.received) });
    }
    const versions = await store.query({
      query: "SELECT toFloat64(max(version)) AS v FROM latest_readings",
      format: "JSONEachRow",
    });
    const [top] = await versions.json<{ v: number }>();
    latest.#version = top?.v ?? 0;
    return latest;
  }

  find(stream: number): Reading | undefined {
    return this.#readings.get(stream);
  }

  all(): IterableIterator<Reading> {
    return this.#readings.values();
  }

  put(reading: Reading): void {
    this.#readings.set(reading.stream, reading);
    this.#changed.add(reading.stream);
  }

  /** Writes what changed since the last time. */
  async flush(): Promise<void> {
    if (this.#changed.size === 0) return;
    const streams = [...this.#changed];
    this.#changed.clear();
    this.#version += 1;
    this.#rows.clear();
    for (const stream of streams) {
      const reading = this.#readings.get(stream);
      if (reading !== undefined) this.#rows.addLatest(reading, this.#version);
    }
    try {
      await insertBinary(this.#store, latestColumns, this.#rows.view());
    } catch (fault) {
      for (const stream of streams) this.#changed.add(stream);
      throw fault;
    }
  }
}

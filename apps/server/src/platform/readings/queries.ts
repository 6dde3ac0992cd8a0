import type { ClickHouseClient } from "@clickhouse/client";
import { type Bucket, listBuckets } from "./bucket.ts";
import { toInstant, toMs } from "./instant.ts";
import type { Reading } from "./reading.ts";
import type { Level } from "./schema.ts";

export interface Span {
  /** Inclusive, ms. */
  readonly from: number;
  /** Exclusive, ms. */
  readonly to: number;
}

/** A point of a drawn series: one reading, or a bucket with its extremes. */
export interface SeriesPoint {
  readonly at: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly last: number;
}

export interface Series {
  readonly level: "raw" | Level;
  readonly points: readonly SeriesPoint[];
}

export interface ProfileHour {
  /** 0–23 in the city's zone. */
  readonly hour: number;
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Correction {
  readonly revision: number;
  readonly value: number;
  readonly received: number;
  readonly author: string;
  readonly reason: string;
}

interface ReadingRow {
  readonly stream: number;
  readonly ms: string;
  readonly value: number;
  readonly receivedMs: string;
  readonly quality: number;
}

interface LatestColumns {
  readonly streams: readonly number[];
  readonly ats: readonly number[];
  readonly values: readonly number[];
  readonly receiveds: readonly number[];
  readonly qualities: readonly number[];
}

/** A read changes nothing, and takes no more of the machine than this. */
export const readLimits = {
  readonly: "1",
  max_execution_time: 10,
  max_memory_usage: "2000000000",
} as const;

const readingColumns =
  "stream, toUnixTimestamp64Milli(at) AS ms, value, toUnixTimestamp64Milli(received) AS receivedMs, quality";

const toReading = ({ stream, ms, value, receivedMs, quality }: ReadingRow): Reading => ({
  stream,
  at: toMs(ms),
  value,
  received: toMs(receivedMs),
  quality,
});

const inSpan = "at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}";
const bindSpan = ({ from, to }: Span) => ({ from: toInstant(from), to: toInstant(to) });

/** A stream, and the first and last time that are asked about, both inclusive, ms. */
interface StreamSpan {
  readonly stream: number;
  readonly first: number;
  readonly last: number;
}

/** How many different times a stream holds, and their sum in ms: a set of times with a gap has others. */
interface Tally {
  readonly n: number;
  readonly sum: bigint;
}

/** Streams of one query: a server takes a parameter of up to 128 KiB. */
const talliesAtOnce = 4_000;

const ownEnd = (ends: "firsts" | "lasts") =>
  `transform(stream, {streams:Array(UInt32)}, {${ends}:Array(Int64)}, toInt64(0))`;
const talliesQuery = `
SELECT stream, toString(uniqExact(ms)) AS n, toString(sum(DISTINCT ms)) AS sum
FROM (SELECT stream, toUnixTimestamp64Milli(at) AS ms FROM readings WHERE stream IN {streams:Array(UInt32)} AND ${inSpan})
WHERE ms >= ${ownEnd("firsts")} AND ms <= ${ownEnd("lasts")}
GROUP BY stream`;

const minuteMs = 60_000;
/** Raw readings are drawn as they are up to this many for each point asked for. */
const rawPerPoint = 4;

const chooseLevel = (stepMs: number): Level => {
  if (stepMs >= 24 * 60 * minuteMs) return "day";
  return stepMs >= 60 * minuteMs ? "hour" : "minute";
};

const toPoint = ({ bucket, n, low, high, sum, last }: Bucket): SeriesPoint => ({
  at: bucket,
  n,
  low,
  high,
  mean: sum / n,
  last,
});

/** Folds neighbouring buckets until they are no more than asked for. */
const fold = (points: readonly SeriesPoint[], atMost: number): readonly SeriesPoint[] => {
  const together = Math.ceil(points.length / atMost);
  if (together <= 1) return points;
  const folded: SeriesPoint[] = [];
  for (let start = 0; start < points.length; start += together) {
    const group = points.slice(start, start + together);
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    const n = group.reduce((sum, point) => sum + point.n, 0);
    folded.push({
      at: first.at,
      n,
      low: Math.min(...group.map((point) => point.low)),
      high: Math.max(...group.map((point) => point.high)),
      mean: group.reduce((sum, point) => sum + point.mean * point.n, 0) / n,
      last: last.last,
    });
  }
  return folded;
};

/** Everything that is asked of the readings store; works in any process that reaches it. */
export class Queries {
  readonly #store: ClickHouseClient;
  readonly #zone: string;

  constructor(store: ClickHouseClient, zone: string) {
    this.#store = store;
    this.#zone = zone;
  }

  /** Newest reading of each of the streams, or of all; up to a few seconds behind the writer. */
  async latestOf(streams?: readonly number[]): Promise<Reading[]> {
    const which = streams === undefined ? "" : "WHERE stream IN {streams:Array(UInt32)}";
    // By columns: fifty thousand rows as objects by name take twice as long.
    const query = `SELECT groupArray(stream) AS streams, groupArray(toFloat64(toUnixTimestamp64Milli(at))) AS ats,
        groupArray(value) AS values, groupArray(toFloat64(toUnixTimestamp64Milli(received))) AS receiveds,
        groupArray(toUInt16(quality)) AS qualities
      FROM latest_readings FINAL ${which}`;
    const [found] = await this.#rows<LatestColumns>(query, streams === undefined ? {} : { streams });
    if (found === undefined) return [];
    return found.streams.map((stream, i) => ({
      stream,
      at: found.ats[i] ?? 0,
      value: found.values[i] ?? 0,
      received: found.receiveds[i] ?? 0,
      quality: found.qualities[i] ?? 0,
    }));
  }

  /** A stream drawn with about `points` points: raw where that is few enough, else by minute, hour or day. */
  async series(stream: number, span: Span, points: number): Promise<Series> {
    const stepMs = (span.to - span.from) / points;
    if (stepMs < 60 * minuteMs) {
      const raw = await this.readings(stream, span, points * rawPerPoint + 1);
      if (raw.length <= points * rawPerPoint) return { level: "raw", points: raw.map(toRawPoint) };
    }
    const level = chooseLevel(stepMs);
    const buckets = await this.rollUp([stream], level, span);
    return { level, points: fold(buckets.filter((bucket) => bucket.n > 0).map(toPoint), points) };
  }

  /** Readings in force, by time. */
  async readings(stream: number, span: Span, limit: number): Promise<Reading[]> {
    const query = `SELECT ${readingColumns} FROM readings FINAL WHERE stream = {stream:UInt32} AND ${inSpan}
      ORDER BY at LIMIT {limit:UInt32}`;
    return (await this.#rows<ReadingRow>(query, { stream, limit, ...bindSpan(span) })).map(toReading);
  }

  /** Readings of all streams that we received in the span, as received: what rules are judged by again after a crash. */
  async received(span: Span): Promise<Reading[]> {
    const query = `SELECT ${readingColumns} FROM readings FINAL
      WHERE received >= {from:DateTime64(3, 'UTC')} AND received < {to:DateTime64(3, 'UTC')} ORDER BY received, at`;
    return (await this.#rows<ReadingRow>(query, bindSpan(span))).map(toReading);
  }

  /** The readings just before and after a time: the evidence of an alarm. */
  async around(stream: number, at: number, each: number): Promise<Reading[]> {
    const query = `SELECT * FROM (
        SELECT ${readingColumns} FROM readings FINAL WHERE stream = {stream:UInt32} AND at <= {at:DateTime64(3, 'UTC')}
        ORDER BY at DESC LIMIT {each:UInt32}
        UNION ALL
        SELECT ${readingColumns} FROM readings FINAL WHERE stream = {stream:UInt32} AND at > {at:DateTime64(3, 'UTC')}
        ORDER BY at LIMIT {each:UInt32}
      ) ORDER BY ms`;
    return (await this.#rows<ReadingRow>(query, { stream, at: toInstant(at), each })).map(toReading);
  }

  /** Buckets that begin in the span, oldest first; closed and clean ones as stored, the others from the readings. */
  rollUp(streams: readonly number[], level: Level, span: Span): Promise<Bucket[]> {
    return listBuckets((query, params) => this.#rows(query, params), { streams, level, span, zone: this.#zone });
  }

  /** What is usual at each hour of the day. */
  async hourlyProfile(stream: number, span: Span): Promise<ProfileHour[]> {
    const buckets = await this.rollUp([stream], "hour", span);
    const hours = new Map<number, { n: number; sum: number; low: number; high: number }>();
    const clock = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: this.#zone });
    for (const { bucket, n, sum, low, high } of buckets) {
      if (n === 0) continue;
      const hour = Number(clock.format(bucket));
      const known = hours.get(hour) ?? { n: 0, sum: 0, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
      hours.set(hour, {
        n: known.n + n,
        sum: known.sum + sum,
        low: Math.min(known.low, low),
        high: Math.max(known.high, high),
      });
    }
    return [...hours]
      .map(([hour, { n, sum, low, high }]) => ({ hour, n, mean: sum / n, low, high }))
      .sort((a, b) => a.hour - b.hour);
  }

  /** How many readings each stream has in the span. */
  async counts(span: Span, streams?: readonly number[]): Promise<Map<number, number>> {
    const which = streams === undefined ? "" : "AND stream IN {streams:Array(UInt32)}";
    const query = `SELECT stream, toFloat64(count()) AS n FROM readings FINAL WHERE ${inSpan} ${which} GROUP BY stream`;
    const params = streams === undefined ? bindSpan(span) : { ...bindSpan(span), streams };
    const rows = await this.#rows<{ stream: number; n: number }>(query, params);
    return new Map(rows.map(({ stream, n }) => [stream, n]));
  }

  /** What each of these streams holds within a span of its own. */
  async tallies(spans: readonly StreamSpan[]): Promise<Map<number, Tally>> {
    const found = new Map<number, Tally>();
    for (let start = 0; start < spans.length; start += talliesAtOnce) {
      const some = spans.slice(start, start + talliesAtOnce);
      const params = {
        streams: some.map(({ stream }) => stream),
        firsts: some.map(({ first }) => first),
        lasts: some.map(({ last }) => last),
        ...bindSpan({
          from: some.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
          to: some.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY) + 1,
        }),
      };
      for (const { stream, n, sum } of await this.#rows<{ stream: number; n: string; sum: string }>(
        talliesQuery,
        params,
      ))
        found.set(stream, { n: Number(n), sum: BigInt(sum) });
    }
    return found;
  }

  /** Values that arrived for times which had another one. */
  async conflicts(stream: number, span: Span): Promise<Reading[]> {
    const query = `SELECT ${readingColumns} FROM reading_conflicts FINAL WHERE stream = {stream:UInt32} AND ${inSpan}
      ORDER BY at, received`;
    return (await this.#rows<ReadingRow>(query, { stream, ...bindSpan(span) })).map(toReading);
  }

  /** What was measured (revision 0) and each correction of it. */
  async corrections(stream: number, at: number): Promise<Correction[]> {
    const query = `SELECT revision, value, toUnixTimestamp64Milli(received) AS ms, author, reason FROM reading_corrections FINAL
      WHERE stream = {stream:UInt32} AND at = {at:DateTime64(3, 'UTC')} ORDER BY revision`;
    const rows = await this.#rows<Omit<Correction, "received"> & { ms: string }>(query, { stream, at: toInstant(at) });
    return rows.map(({ ms, ...rest }) => ({ ...rest, received: toMs(ms) }));
  }

  async #rows<T>(query: string, params: Record<string, unknown>): Promise<T[]> {
    const found = await this.#store.query({
      query,
      query_params: params,
      format: "JSONEachRow",
      clickhouse_settings: readLimits,
    });
    return found.json<T>();
  }
}

const toRawPoint = ({ at, value }: Reading): SeriesPoint => ({
  at,
  n: 1,
  low: value,
  high: value,
  mean: value,
  last: value,
});

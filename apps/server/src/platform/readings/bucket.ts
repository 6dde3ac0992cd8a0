import { toInstant, toMs } from "./instant.ts";
import type { Span } from "./queries.ts";
import { figures, judged, startOf } from "./roll-up.ts";
import { type Level, rollUpTable } from "./schema.ts";

export interface Bucket {
  readonly stream: number;
  /** Start, ms. */
  readonly bucket: number;
  readonly n: number;
  /** Readings out of range: counted, not figured. */
  readonly flagged: number;
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly last: number;
  readonly lastAt: number;
}

interface BucketRow extends Omit<Bucket, "bucket" | "lastAt"> {
  readonly second: number;
  readonly ms: string;
}

export interface BucketQuestion {
  readonly streams: readonly number[];
  readonly level: Level;
  readonly span: Span;
  readonly zone: string;
}

export type Rows = <T>(query: string, params: Record<string, unknown>) => Promise<T[]>;

/** What is dirty as a whole: the minutes of an hour of UTC together, hours and days of the city by themselves. */
const dirtyUnit = (level: Level, time: string): string =>
  level === "minute" ? `toStartOfHour(${time})` : startOf(level, time);

/**
 * Border and dirty buckets are asked for first and bound into the second query: what is cleaned in between
 * is still computed from the readings, never missing.
 */
const stateOf = (level: Level): string => `
SELECT (SELECT toUnixTimestamp(max(until)) FROM rollup_marks WHERE level = {level:String}) AS until,
  groupUniqArray((stream, toUnixTimestamp(start))) AS dirty
FROM (
  SELECT stream, arrayJoin([${dirtyUnit(level, "hour")}, ${dirtyUnit(level, "hour + 3599")}]) AS start
  FROM dirty_hours FINAL
  WHERE cleared = 0 AND stream IN {streams:Array(UInt32)}
    AND hour >= {from:DateTime64(3, 'UTC')} - INTERVAL 26 HOUR AND hour < {to:DateTime64(3, 'UTC')} + INTERVAL 26 HOUR
)`;

const columns =
  "stream, toUnixTimestamp(bucket) AS second, n, flagged, low, high, sum, last, toUnixTimestamp64Milli(last_at) AS ms";

const dirtyKeys =
  "SELECT arrayJoin(arrayZip({dirtyStreams:Array(UInt32)}, arrayMap(x -> toDateTime(x, 'UTC'), {dirtyStarts:Array(Int64)})))";

const bucketsOf = (level: Level): string => `
SELECT ${columns} FROM (
  SELECT stream, bucket, n, flagged, low, high, sum, last, last_at
  FROM ${rollUpTable[level]} FINAL
  WHERE stream IN {streams:Array(UInt32)} AND bucket < toDateTime({until:Int64}, 'UTC')
    AND bucket >= {from:DateTime64(3, 'UTC')} AND bucket < {to:DateTime64(3, 'UTC')}
    AND (stream, ${dirtyUnit(level, "bucket")}) NOT IN (${dirtyKeys})
  UNION ALL
  SELECT stream, bucket, ${figures} FROM (
    SELECT stream, ${startOf(level, "readings.at")} AS bucket, readings.at AS at, value, ${judged}
    FROM readings FINAL
    WHERE stream IN {streams:Array(UInt32)}
      AND readings.at >= toDateTime({liveFrom:Int64}, 'UTC')
      AND readings.at >= {from:DateTime64(3, 'UTC')} AND readings.at < {to:DateTime64(3, 'UTC')} + INTERVAL 25 HOUR
      AND (readings.at >= toDateTime({until:Int64}, 'UTC') OR (stream, ${dirtyUnit(level, "readings.at")}) IN (${dirtyKeys}))
  )
  WHERE bucket >= {from:DateTime64(3, 'UTC')} AND bucket < {to:DateTime64(3, 'UTC')}
  GROUP BY stream, bucket
)
ORDER BY stream, second`;

/** Lists buckets that begin in the span, by stream and time. */
export const listBuckets = async (rows: Rows, { streams, level, span, zone }: BucketQuestion): Promise<Bucket[]> => {
  const params = { streams, zone, from: toInstant(span.from), to: toInstant(span.to) };
  const [state] = await rows<{ until: number; dirty: [number, number][] }>(stateOf(level), { ...params, level });
  if (state === undefined) return [];
  const found = await rows<BucketRow>(bucketsOf(level), {
    ...params,
    until: state.until,
    liveFrom: state.dirty.reduce((first, [, start]) => Math.min(first, start), state.until),
    dirtyStreams: state.dirty.map(([stream]) => stream),
    dirtyStarts: state.dirty.map(([, start]) => start),
  });
  return found.map(({ second, ms, n, flagged, ...rest }) => ({
    ...rest,
    n: Number(n),
    flagged: Number(flagged),
    bucket: second * 1000,
    lastAt: toMs(ms),
  }));
};

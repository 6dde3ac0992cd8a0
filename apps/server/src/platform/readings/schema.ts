import type { ClickHouseClient } from "@clickhouse/client";

/** The three spans readings are rolled up to. Hours and days are those of the city's zone. */
export const levels = ["minute", "hour", "day"] as const;
export type Level = (typeof levels)[number];

export const rollUpTable: Readonly<Record<Level, string>> = {
  minute: "rollup_minutes",
  hour: "rollup_hours",
  day: "rollup_days",
};

/** A batch answered "stored" is on disk, also through a power cut. */
const durable = "fsync_after_insert = 1, fsync_part_directory = 1";

/** Twenty small batches a second are ordinary here: merges get time to catch up before inserts are refused. */
const many = "parts_to_delay_insert = 3000, parts_to_throw_insert = 6000";

const rollUp = (level: Level): string => `
CREATE TABLE IF NOT EXISTS ${rollUpTable[level]} (
  stream UInt32 CODEC(Delta, ZSTD),
  bucket DateTime('UTC') CODEC(DoubleDelta, ZSTD),
  n UInt32 CODEC(T64, ZSTD),
  flagged UInt32 CODEC(T64, ZSTD),
  low Float64 CODEC(ZSTD),
  high Float64 CODEC(ZSTD),
  sum Float64 CODEC(ZSTD),
  last Float64 CODEC(ZSTD),
  last_at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD),
  revision UInt64 CODEC(Delta, ZSTD)
) ENGINE = ReplacingMergeTree(revision)
PARTITION BY ${level === "minute" ? "toYYYYMM(bucket)" : "toYear(bucket)"}
ORDER BY (stream, bucket) SETTINGS ${durable}, ${many}`;

const statements: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS readings (
  stream UInt32 CODEC(Delta, ZSTD),
  at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD),
  value Float64 CODEC(ZSTD),
  received DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  quality UInt8 CODEC(ZSTD),
  rank UInt64 CODEC(Delta, ZSTD),
  INDEX received_range received TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(rank)
PARTITION BY toYYYYMM(at)
ORDER BY (stream, at) SETTINGS ${durable}, ${many}`,

  // Other values that arrived for a time which already had one.
  `CREATE TABLE IF NOT EXISTS reading_conflicts (
  stream UInt32,
  at DateTime64(3, 'UTC'),
  value Float64,
  received DateTime64(3, 'UTC'),
  quality UInt8
) ENGINE = ReplacingMergeTree
ORDER BY (stream, at, value) SETTINGS ${durable}, ${many}`,

  // Revision 0 is the reading as measured, kept here because its row in readings gives way to the correction.
  `CREATE TABLE IF NOT EXISTS reading_corrections (
  stream UInt32,
  at DateTime64(3, 'UTC'),
  revision UInt32,
  value Float64,
  quality UInt8,
  received DateTime64(3, 'UTC'),
  author String,
  reason String
) ENGINE = ReplacingMergeTree
ORDER BY (stream, at, revision) SETTINGS ${durable}`,

  // Newest reading of every stream, written behind the batches at leisure; after a crash the open time is read again.
  `CREATE TABLE IF NOT EXISTS latest_readings (
  stream UInt32,
  at DateTime64(3, 'UTC'),
  value Float64,
  received DateTime64(3, 'UTC'),
  quality UInt8,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY stream SETTINGS ${durable}, ${many}`,

  // Hours (of the city's zone) whose roll-ups are behind their readings. version = 2 × mark + cleared.
  `CREATE TABLE IF NOT EXISTS dirty_hours (
  stream UInt32,
  hour DateTime('UTC'),
  version UInt64,
  cleared UInt8
) ENGINE = ReplacingMergeTree(version)
ORDER BY (stream, hour)
SETTINGS ${durable}, ${many}`,

  // Roll-ups of a level are complete for whole buckets before until, but for dirty hours.
  `CREATE TABLE IF NOT EXISTS rollup_marks (
  level LowCardinality(String),
  until DateTime('UTC')
) ENGINE = ReplacingMergeTree(until)
ORDER BY level SETTINGS ${durable}`,

  // What the stored figures were computed with, such as the city's zone.
  `CREATE TABLE IF NOT EXISTS store_facts (name String, value String)
ENGINE = MergeTree ORDER BY name SETTINGS ${durable}`,
];

/** Makes what is missing; says so when the store was made for another zone, for its days would be wrong. */
export const prepareSchema = async (store: ClickHouseClient, zone: string): Promise<void> => {
  for (const query of [...statements, ...levels.map(rollUp)]) await store.command({ query });
  const found = await store.query({
    query: "SELECT value FROM store_facts WHERE name = 'zone'",
    format: "JSONEachRow",
  });
  const [fact] = await found.json<{ value: string }>();
  if (fact === undefined) {
    await store.insert({ table: "store_facts", values: [{ name: "zone", value: zone }], format: "JSONEachRow" });
  } else if (fact.value !== zone) {
    throw new Error(`The readings store was made for the zone ${fact.value}; the profile says ${zone}.`);
  }
};

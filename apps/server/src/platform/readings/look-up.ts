import type { ClickHouseClient } from "@clickhouse/client";
import { toMs } from "./instant.ts";
import type { Arrival } from "./reading.ts";

/** Keys of one query: a server takes a parameter of up to 128 KiB. */
const keysAtOnce = 4000;

/** What was measured, also where a correction is in force now. */
const firstValues = `
WITH arrayZip({streams:Array(UInt32)}, arrayMap(x -> fromUnixTimestamp64Milli(x, 'UTC'), {ats:Array(Int64)})) AS keys
SELECT stream, toUnixTimestamp64Milli(at) AS ms, argMax(v, measured) AS value
FROM (
  SELECT stream, at, value AS v, 0 AS measured FROM readings FINAL WHERE (stream, at) IN (SELECT arrayJoin(keys))
  UNION ALL
  SELECT stream, at, value AS v, 1 AS measured FROM reading_corrections FINAL
  WHERE revision = 0 AND (stream, at) IN (SELECT arrayJoin(keys))
)
GROUP BY stream, at`;

type Key = `${number}@${number}`;
const toKey = (stream: number, at: number): Key => `${stream}@${at}`;

const findStored = async (store: ClickHouseClient, arrivals: readonly Arrival[]): Promise<Map<Key, number>> => {
  const stored = new Map<Key, number>();
  for (let start = 0; start < arrivals.length; start += keysAtOnce) {
    const keys = arrivals.slice(start, start + keysAtOnce);
    const found = await store.query({
      query: firstValues,
      query_params: { streams: keys.map((key) => key.stream), ats: keys.map((key) => key.at) },
      format: "JSONEachRow",
    });
    for (const row of await found.json<{ stream: number; ms: string; value: number }>()) {
      stored.set(toKey(row.stream, toMs(row.ms)), row.value);
    }
  }
  return stored;
};

/**
 * Decides readings older than their stream's window by what is stored and by what goes into the same batch;
 * the order of arrival decides among themselves.
 */
export const lookUp = async (
  store: ClickHouseClient,
  unknown: readonly Arrival[],
  decided: Iterable<Arrival>,
): Promise<void> => {
  if (unknown.length === 0) return;
  const asked = new Set(unknown.map(({ stream, at }) => toKey(stream, at)));
  const values = new Map<Key, number>();
  for (const { stream, at, value, outcome } of decided) {
    const key = toKey(stream, at);
    if ((outcome === "new" || outcome === "late") && asked.has(key)) values.set(key, value);
  }
  for (const [key, value] of await findStored(store, unknown)) values.set(key, value);
  for (const arrival of unknown) {
    const key = toKey(arrival.stream, arrival.at);
    const value = values.get(key);
    if (value === undefined) {
      values.set(key, arrival.value);
      arrival.outcome = "late";
    } else {
      arrival.outcome = value === arrival.value ? "repeat" : "conflict";
    }
  }
};

import type { ClickHouseClient } from "@clickhouse/client";
import { type DirtyHours, type DirtySpan, dirtyOf, hourMs, paramsOf } from "./dirty-hours.ts";
import { toSecond } from "./instant.ts";
import type { Latest } from "./latest.ts";
import { quality } from "./reading.ts";
import { type Level, rollUpTable } from "./schema.ts";
import type { Writer } from "./writer.ts";

/** The figures of a bucket; flagged readings (out of range) are counted and not figured. */
export const figures = `
  countIf(ok) AS n, countIf(NOT ok) AS flagged, minIf(value, ok) AS low, maxIf(value, ok) AS high,
  sumIf(value, ok) AS sum, argMaxIf(value, at, ok) AS last, maxIf(at, ok) AS last_at`;

export const judged = `bitAnd(quality, ${quality.outOfRange}) = 0 AS ok`;

const figuresOfParts = `
  sum(p.n) AS n, sum(p.flagged) AS flagged, minIf(p.low, p.n > 0) AS low, maxIf(p.high, p.n > 0) AS high,
  sum(p.sum) AS sum, argMaxIf(p.last, p.last_at, p.n > 0) AS last, maxIf(p.last_at, p.n > 0) AS last_at`;

const minutes = (condition: string): string => `
INSERT INTO rollup_minutes
SELECT stream, toStartOfMinute(at) AS bucket, ${figures}, {revision:UInt64} AS revision
FROM (SELECT stream, at, value, ${judged} FROM readings FINAL WHERE ${condition})
GROUP BY stream, bucket`;

const fromParts = (level: "hour" | "day", condition: string): string => `
INSERT INTO ${rollUpTable[level]}
SELECT p.stream AS stream, ${startOf(level, "p.bucket")} AS bucket, ${figuresOfParts}, {revision:UInt64} AS revision
FROM (SELECT p.* FROM ${rollUpTable[level === "hour" ? "minute" : "hour"]} AS p FINAL WHERE ${condition}) AS p
GROUP BY stream, bucket`;

/** Start of the bucket a time is in; needs the parameter `zone`. */
export const startOf = (level: Level, time: string): string => {
  if (level === "minute") return `toStartOfMinute(${time})`;
  const start = level === "hour" ? "toStartOfHour" : "toStartOfDay";
  return `toDateTime(${start}(toTimeZone(${time}, {zone:String})), 'UTC')`;
};

/** An hour of UTC touches two hours of a zone that is half an hour off. */
const touched = (level: Level): string => `
SELECT DISTINCT stream, arrayJoin([${startOf(level, "hour")}, ${startOf(level, "hour + 3599")}]) FROM (${dirtyOf})`;

/** What lies in the days that a span touches, in any zone: the rest needs not be looked at. */
const nearSpan = "p.bucket >= {from:DateTime('UTC')} - 172800 AND p.bucket < {to:DateTime('UTC')} + 172800";

/** How long after its end a bucket is closed: what is later still marks it dirty. */
export const latenessMs = 90_000;
/** Dirty hours that are made anew by one statement: an import of the past leaves a million of them. */
const hoursAtOnce = 200_000;
/** After a long stand-still, so much time is rolled up in one statement. */
const longestStepMs = 24 * hourMs;

export interface RollUpParts {
  readonly store: ClickHouseClient;
  readonly writer: Writer;
  readonly dirty: DirtyHours;
  readonly latest: Latest;
  readonly zone: string;
}

export type Borders = Readonly<Record<Level, number>>;

/** Until where each level is made; the first time, everything before today's midnight counts as made, and empty. */
export const openBorders = async (store: ClickHouseClient, zone: string, now: number): Promise<Borders> => {
  const found = await store.query({
    query: `SELECT toUnixTimestamp(maxIf(until, level = 'minute')) AS minute, toUnixTimestamp(maxIf(until, level = 'hour')) AS hour,
      toUnixTimestamp(maxIf(until, level = 'day')) AS day, toUnixTimestamp(${startOf("day", "toDateTime({now:Int64}, 'UTC')")}) AS today
      FROM rollup_marks`,
    query_params: { zone, now: Math.floor(now / 1000) },
    format: "JSONEachRow",
  });
  const [row] = await found.json<Record<Level | "today", number>>();
  if (row === undefined) throw new Error("The readings store does not say until where it is rolled up.");
  const { minute, hour, day, today } = row;
  if (minute > 0) return { minute: minute * 1000, hour: hour * 1000, day: day * 1000 };
  const start = { minute: today * 1000, hour: today * 1000, day: today * 1000 };
  await saveBorders(store, start);
  return start;
};

const saveBorders = async (store: ClickHouseClient, borders: Partial<Borders>): Promise<void> => {
  const values = Object.entries(borders).map(([level, until]) => ({ level, until: toSecond(until) }));
  await store.insert({ table: "rollup_marks", values, format: "JSONEachRow" });
};

/** Rolls up buckets that are closed or dirty. One at a time; a crash leaves marks and borders as they were. */
export class RollUp {
  readonly #parts: RollUpParts;
  #borders: Borders;
  #revision: number;

  constructor(parts: RollUpParts, borders: Borders, now: number) {
    this.#parts = parts;
    this.#borders = borders;
    this.#revision = now;
  }

  /**
   * The order is what makes it right: first the border moves and a new round of marks begins, then the batches under way
   * end; a reading stored before that is in the readings computed from now on, one stored after it has made its own mark.
   * Figures are written before the border or the cleared mark that lets queries use them.
   * @param now server time, which may be simulated but never runs backwards
   */
  async run(now: number): Promise<void> {
    const round = this.#parts.dirty.turn();
    const until = Math.floor((now - latenessMs) / 60_000) * 60_000;
    await this.#parts.writer.closeUntil(until);
    await this.#parts.latest.flush();
    await this.#close(until);
    await this.#clean(round);
  }

  async #close(until: number): Promise<void> {
    while (this.#borders.minute < until) {
      const from = this.#borders.minute;
      const to = Math.min(until, from + longestStepMs);
      const { hour, day } = await this.#findWhole(to);
      const range = "at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')}";
      await this.#command(minutes(range), { from: toSecond(from), to: toSecond(to) });
      await this.#closeParts("hour", hour);
      await this.#closeParts("day", day);
      const borders = {
        minute: to,
        hour: Math.max(hour, this.#borders.hour),
        day: Math.max(day, this.#borders.day),
      };
      await saveBorders(this.#parts.store, borders);
      this.#borders = borders;
    }
  }

  async #closeParts(level: "hour" | "day", to: number): Promise<void> {
    const from = this.#borders[level];
    if (to <= from) return;
    const range = "p.bucket >= {from:DateTime('UTC')} AND p.bucket < {to:DateTime('UTC')}";
    await this.#command(fromParts(level, range), { from: toSecond(from), to: toSecond(to) });
  }

  async #findWhole(until: number): Promise<{ hour: number; day: number }> {
    const time = "toDateTime({until:Int64}, 'UTC')";
    const found = await this.#parts.store.query({
      query: `SELECT toUnixTimestamp(${startOf("hour", time)}) AS hour, toUnixTimestamp(${startOf("day", time)}) AS day`,
      query_params: { until: Math.floor(until / 1000), zone: this.#parts.zone },
      format: "JSONEachRow",
    });
    const [row] = await found.json<{ hour: number; day: number }>();
    if (row === undefined) throw new Error("The readings store does not answer which hour it is.");
    return { hour: row.hour * 1000, day: row.day * 1000 };
  }

  async #clean(round: number): Promise<void> {
    for (;;) {
      const spans = await this.#parts.dirty.spans(round, hoursAtOnce);
      if (spans.length === 0) break;
      for (const span of spans) {
        await this.#recompute(span);
        await this.#parts.dirty.clear(span);
      }
    }
    await this.#parts.writer.between(() => this.#parts.dirty.sweep());
  }

  async #recompute(span: DirtySpan): Promise<void> {
    const params = paramsOf(span);
    const within = "at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')}";
    await this.#command(minutes(`${within} AND (stream, toStartOfHour(at)) IN (${dirtyOf})`), params);
    for (const level of ["hour", "day"] as const) {
      const condition = `${nearSpan} AND (stream, ${startOf(level, "p.bucket")}) IN (${touched(level)})`;
      await this.#command(fromParts(level, condition), params);
    }
  }

  async #command(query: string, params: Record<string, unknown>): Promise<void> {
    this.#revision = Math.max(this.#revision + 1, Date.now());
    await this.#parts.store.command({
      query,
      query_params: { ...params, revision: this.#revision, zone: this.#parts.zone },
      clickhouse_settings: {
        max_partitions_per_insert_block: "0",
        max_memory_usage: "2000000000",
        // A key lies in one partition only.
        do_not_merge_across_partitions_select_final: 1,
      },
    });
  }
}

/** A day of the city; its readings lie within three days of UTC. */
const ofDay = (time: string): string =>
  `${time} >= {day:DateTime('UTC')} - 172800 AND ${time} < {day:DateTime('UTC')} + 172800 AND
   ${startOf("day", time)} = {day:DateTime('UTC')}`;

/**
 * Makes all roll-ups and the newest readings anew from the readings alone, up to borders, and sets these: after a
 * restore, with nobody else at work. Day by day of the city, so that memory stays that of a day.
 */
export const rebuildRollUps = async (store: ClickHouseClient, zone: string, borders: Borders): Promise<void> => {
  const command = (query: string, params: Record<string, unknown> = {}) =>
    store.command({
      query,
      query_params: { zone, revision: 1, ...params },
      clickhouse_settings: { max_partitions_per_insert_block: "0", do_not_merge_across_partitions_select_final: 1 },
    });
  const found = await store.query({
    query: `SELECT DISTINCT toUnixTimestamp(${startOf("day", "at")}) AS second FROM readings
      WHERE at < {minute:DateTime('UTC')} ORDER BY second`,
    query_params: { zone, minute: toSecond(borders.minute) },
    format: "JSONEachRow",
  });
  for (const { second } of await found.json<{ second: number }>()) {
    const day = { day: toSecond(second * 1000) };
    await command(minutes(`${ofDay("at")} AND at < {until:DateTime('UTC')}`), {
      ...day,
      until: toSecond(borders.minute),
    });
    for (const level of ["hour", "day"] as const) {
      const condition = `${ofDay("p.bucket")} AND p.bucket < {until:DateTime('UTC')}`;
      await command(fromParts(level, condition), { ...day, until: toSecond(borders[level]) });
    }
  }
  await command(`INSERT INTO latest_readings
    SELECT stream, max(readings.at), argMax(value, readings.at), argMax(received, readings.at), argMax(quality, readings.at), 1
    FROM readings FINAL GROUP BY stream`);
  if (borders.minute > 0) await saveBorders(store, borders);
};

import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import { parquetMetadata } from "hyparquet";
import { prepareSchema } from "./schema.ts";

/** What can't be made again from anything else; roll-ups and newest readings can. */
export const copiedTables = ["readings", "reading_conflicts", "reading_corrections"] as const;
export type CopiedTable = (typeof copiedTables)[number];

/** Rows of one part: some tens of megabytes in memory. */
const partRows = 1_000_000;

/** Until where roll-ups are made, ms. */
export interface RollUpBorders {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
}

/** Some rows of a table: a month and a range of streams of it. */
export interface CopyPart {
  readonly table: CopiedTable;
  readonly month: number;
  readonly from: number;
  readonly to: number;
}

const monthOf = (table: CopiedTable): string => (table === "readings" ? "toYYYYMM(at)" : "0");

const ask = async <Row>(store: ClickHouseClient, query: string, params: Record<string, unknown> = {}): Promise<Row[]> =>
  (await store.query({ query, query_params: params, format: "JSONEachRow" })).json<Row>();

/** Where the roll-ups stand; to be asked before the readings are copied. */
export const findBorders = async (store: ClickHouseClient): Promise<RollUpBorders> => {
  const [row] = await ask<RollUpBorders>(
    store,
    `SELECT toUnixTimestamp(maxIf(until, level = 'minute')) AS minute, toUnixTimestamp(maxIf(until, level = 'hour')) AS hour,
       toUnixTimestamp(maxIf(until, level = 'day')) AS day FROM rollup_marks`,
  );
  return { minute: (row?.minute ?? 0) * 1000, hour: (row?.hour ?? 0) * 1000, day: (row?.day ?? 0) * 1000 };
};

/** Cuts a table into parts of about a million rows, of streams up to a number; a stream's month is never cut. */
export const listCopyParts = async (
  store: ClickHouseClient,
  table: CopiedTable,
  lastStream: number,
): Promise<CopyPart[]> => {
  const counts = await ask<{ month: number; stream: number; n: number | string }>(
    store,
    `SELECT ${monthOf(table)} AS month, stream, count() AS n FROM ${table}
     WHERE stream <= {last:UInt32} GROUP BY month, stream ORDER BY month, stream`,
    { last: lastStream },
  );
  const parts: (CopyPart & { rows: number })[] = [];
  for (const { month, stream, n } of counts) {
    const open = parts.at(-1);
    if (open !== undefined && open.month === month && open.rows + Number(n) <= partRows)
      Object.assign(open, { to: stream, rows: open.rows + Number(n) });
    else parts.push({ table, month, from: stream, to: stream, rows: Number(n) });
  }
  return parts;
};

/** The rows of a part as one Parquet file; of each key the row in force. What is stored meanwhile may be among them. */
export const copyPartOut = async (
  store: ClickHouseClient,
  { table, month, from, to }: CopyPart,
): Promise<{ rows: number; bytes: Buffer }> => {
  const { stream } = await store.exec({
    query: `SELECT * FROM ${table} FINAL
      WHERE ${monthOf(table)} = {month:UInt32} AND stream BETWEEN {from:UInt32} AND {to:UInt32}
      ORDER BY stream, at FORMAT Parquet`,
    query_params: { month, from, to },
    clickhouse_settings: { readonly: "2", output_format_parquet_compression_method: "zstd" },
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { rows: rowsOf(bytes), bytes };
};

/** How many rows a Parquet file says it holds. */
const rowsOf = (bytes: Buffer): number =>
  Number(
    parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer).num_rows,
  );

/** Puts a Parquet file of `copyPartOut` into a table. */
export const copyPartIn = async (store: ClickHouseClient, table: CopiedTable, bytes: Buffer): Promise<void> => {
  const { stream } = await store.exec({
    query: `INSERT INTO ${table} FORMAT Parquet`,
    values: Readable.from([bytes], { objectMode: false }),
    clickhouse_settings: { max_partitions_per_insert_block: "0" },
  });
  for await (const _ of stream);
};

/** Rows of a table that are in force. */
export const countCopied = async (store: ClickHouseClient, table: CopiedTable): Promise<number> =>
  Number((await ask<{ n: string }>(store, `SELECT count() AS n FROM ${table} FINAL`))[0]?.n ?? 0);

/** Whether the store holds no reading; its tables are made when they are missing. */
export const isStoreEmpty = async (store: ClickHouseClient, zone: string): Promise<boolean> => {
  await prepareSchema(store, zone);
  for (const table of copiedTables) if ((await countCopied(store, table)) > 0) return false;
  return true;
};

/** Empties the store for a restore that begins anew. */
export const emptyStore = async (store: ClickHouseClient): Promise<void> => {
  const made = ["latest_readings", "dirty_hours", "rollup_minutes", "rollup_hours", "rollup_days", "rollup_marks"];
  for (const table of [...copiedTables, ...made]) await store.command({ query: `TRUNCATE TABLE ${table}` });
};

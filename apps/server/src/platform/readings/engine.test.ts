import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { ClickHouseError } from "@clickhouse/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./engine.ts";
import { openReadings } from "./index.ts";
import { readLimits } from "./queries.ts";
import { insertBinary, openStore } from "./store.ts";
import { TestStore } from "./test-store.ts";

const store = new TestStore();
const embedded = process.env["CLICKHOUSE_URL"] === undefined;
let client: ReturnType<typeof openStore>;

beforeAll(async () => {
  await store.open();
  const { engine } = store;
  client = openStore("url" in engine ? engine : { socket: engine.socket });
});
afterAll(async () => {
  await client.close();
  await store.close();
});

const ask = async (query: string, params: Record<string, unknown> = {}, settings = {}) => {
  const found = await client.query({
    query,
    query_params: params,
    format: "JSONCompactEachRow",
    clickhouse_settings: settings,
  });
  return found.json<unknown[]>();
};

test.each([
  ["a table nobody has", "SELECT * FROM nobody_has_this", "60"],
  ["a sentence that is none", "SELEKT 1", "62"],
  ["a column nobody has", "SELECT nobody FROM readings", "47"],
  ["a parameter that was not given", "SELECT {unheard:UInt32}", "456"],
])("%s is answered with its code", async (_name, query, code) => {
  const fault = await ask(query).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ClickHouseError);
  expect((fault as ClickHouseError).code).toBe(code);
});

test("parameters are values, whatever they hold, also beside each other", async () => {
  const nasty = ["o'clock", "back\\slash", "'; DROP TABLE readings; --", "井盖\n\t\u0001", "{x:String}", ""];
  const answers = await Promise.all(
    nasty.map((text, i) => ask("SELECT {text:String}, {i:UInt32}, {list:Array(String)}", { text, i, list: nasty })),
  );
  expect(answers).toEqual(nasty.map((text, i) => [[text, i, nasty]]));
});

test("a parameter of one query is not answered to the next", async () => {
  for (let i = 0; i < 8; i++) await ask("SELECT {secret:String}", { secret: "42" });
  for (let i = 0; i < 8; i++) await expect(ask("SELECT {secret:String}")).rejects.toBeInstanceOf(ClickHouseError);
});

test("who reads changes nothing, and stops in time", async () => {
  await expect(ask("SELECT 1", {}, readLimits)).resolves.toEqual([[1]]);
  await expect(
    client.command({ query: "TRUNCATE TABLE readings", clickhouse_settings: readLimits }),
  ).rejects.toMatchObject({ code: "164" });
  const slow = "SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1";
  await expect(ask(slow, {}, { ...readLimits, max_execution_time: 1 })).rejects.toMatchObject({ code: "159" });
  expect(await ask("SELECT toUInt32(getSetting('max_execution_time'))", {}, { readonly: "1" })).toEqual([[0]]);
});

test("a binary batch arrives whole, whatever bytes it has", async () => {
  const table = `bytes_${randomUUID().replaceAll("-", "")}`;
  await client.command({ query: `CREATE TABLE ${table} (n UInt32, v Float64) ENGINE = MergeTree ORDER BY n` });
  const rows = 20_000;
  const bytes = Buffer.alloc(rows * 12);
  for (let n = 0; n < rows; n++) bytes.writeDoubleLE(n * 1.1, bytes.writeUInt32LE(n * 7919, n * 12));
  await insertBinary(client, `${table} (n, v)`, bytes);
  expect(await ask(`SELECT toUInt32(count()), toUInt32(uniqExact(n)) FROM ${table}`)).toEqual([[rows, rows]]);
  await client.insert({ table, values: [{ n: 1, v: 2.5 }], format: "JSONEachRow" });
  expect(await ask(`SELECT v FROM ${table} WHERE n = 1`)).toEqual([[2.5]]);
  await expect(insertBinary(client, `${table} (n, v)`, bytes.subarray(0, 13))).rejects.toBeInstanceOf(ClickHouseError);
  expect(await ask(`SELECT toUInt32(count()) FROM ${table}`)).toEqual([[rows + 1]]);
  await client.command({ query: `DROP TABLE ${table}` });
});

test.runIf(embedded)("the store is for nobody but us, and for one process", async () => {
  const { engine } = store;
  if ("url" in engine) return;
  expect(statSync(engine.directory).mode & 0o777).toBe(0o700);
  expect(statSync(engine.socket).mode & 0o777).toBe(0o600);
  await expect(startEngine(engine)).rejects.toThrow("already open");
  await expect(startEngine({ ...engine, socket: join(store.room, "x".repeat(120)) })).rejects.toThrow("longer than");
});

test("a store made for one city's days is not opened with another's", async () => {
  const { engine } = store;
  const other = { engine: "url" in engine ? engine : ({ url: "" } as const), zone: "America/New_York", now: Date.now };
  if (embedded) {
    await store.readings.close();
    await expect(openReadings({ ...other, engine })).rejects.toThrow("Asia/Shanghai");
    await store.open(false);
  } else await expect(openReadings(other)).rejects.toThrow("Asia/Shanghai");
});

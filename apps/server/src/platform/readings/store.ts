import { Agent } from "node:http";
import { Readable } from "node:stream";
import { type ClickHouseClient, createClient } from "@clickhouse/client";

/** Where the readings store answers: the embedded engine's socket, or a ClickHouse server's URL. */
export type StoreAddress = { readonly socket: string } | { readonly url: string };

const requestTimeout = 120_000;

/** Opens a client; the embedded engine and a server differ in nothing but the address. */
export const openStore = (address: StoreAddress): ClickHouseClient => {
  const common = {
    request_timeout: requestTimeout,
    max_open_connections: 8,
    compression: { request: false, response: false },
    log: { level: 127 as const },
  };
  if ("url" in address) return createClient({ ...common, url: address.url });
  // Node hands what it doesn't know on to net.connect; its types leave socketPath out.
  const options = { keepAlive: true, maxSockets: 8, socketPath: address.socket };
  const agent = new Agent(options);
  return createClient({ ...common, url: "http://localhost", http_agent: agent });
};

/** Sends a batch already encoded in RowBinary. */
export const insertBinary = async (
  store: ClickHouseClient,
  into: string,
  rows: Uint8Array,
  settings: Record<string, string> = {},
): Promise<void> => {
  const { stream } = await store.exec({
    query: `INSERT INTO ${into} FORMAT RowBinary`,
    values: Readable.from([rows], { objectMode: false }),
    clickhouse_settings: { max_partitions_per_insert_block: "0", ...settings },
  });
  stream.resume();
  await new Promise((resolve, reject) => {
    stream.once("end", resolve);
    stream.once("error", reject);
  });
};

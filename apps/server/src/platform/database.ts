import { type Kysely, Kysely as KyselyEngine, PostgresDialect, type Transaction } from "kysely";
import { Pool, types } from "pg";
import type { Config } from "../config.ts";
import type { Directory } from "./directory.ts";
import { preparingPool } from "./prepared.ts";
import { deploymentSecret } from "./secret.ts";

// bigint columns hold positions and counts, far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

/** All tables, by name. Each store declares its own by augmenting this interface. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by declaration merging in the stores.
export interface Tables {}

/** The operations store, or one transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/** What a PostgreSQL pool needs to be told. */
export type DatabaseAddress =
  | { connectionString: string }
  | { host: string; port: number; user: string; password: string; database: string };

/** Name of user and database of the embedded engine. */
const embeddedName = "chengyun";

/** Where the operations store is: a server by `DATABASE_URL`, otherwise the embedded one on its Unix socket. */
export const databaseAddress = (config: Config, directory: Directory): DatabaseAddress =>
  config.databaseUrl !== undefined
    ? { connectionString: config.databaseUrl }
    : {
        host: directory.sockets,
        port: 5432,
        user: embeddedName,
        database: embeddedName,
        password: deploymentSecret(directory.keys, "database"),
      };

/** An open operations store. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/** Opens a pool on the operations store. */
export const openDatabase = (address: DatabaseAddress, options: { max?: number; name?: string } = {}): Database => {
  const pool = new Pool({
    ...address,
    max: options.max ?? 10,
    application_name: options.name ?? "chengyun",
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    statement_timeout: 60_000,
    // A statement is sent before the one ahead of it was answered, e.g. the first of a transaction behind its `begin`.
    pipeline: true,
  });
  // A connection lost while idle is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => undefined);
  // One lost while in use fails its next query; the event alone would end the process too.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new KyselyEngine<Tables>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) });
  return { db, pool, close: () => db.destroy() };
};

/** Codes of a connection that could not be made or was cut: class 08, shutdown and start-up of the server, the socket's own. */
const awayCode = /^(08\w{3}|57P0[123]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/;
/** What the driver says without a code when a connection dies under a query, or none is had in time. */
const awayMessage =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether a failure says that the database is away: not the caller's fault, not ours, and worth trying again. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A file that isn't there has a code like a socket that isn't there; only the latter is a connection.
  if (code === "ENOENT" && syscall !== "connect") return false;
  return awayCode.test(code ?? "") || awayMessage.test(error.message);
};

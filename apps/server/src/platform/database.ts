import { type Kysely, Kysely as KyselyEngine, PostgresDialect, type PostgresPool, type Transaction } from "kysely";
import { Pool, types } from "pg";
import type { Config } from "../config.ts";
import type { Directory } from "./directory.ts";
import { preparingPool } from "./prepared.ts";
import type { Reach } from "./reach.ts";
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

/** Login of those who read behind the second fence, on the embedded engine. */
export const embeddedReader = (directory: Directory) => ({
  user: "chengyun_reading",
  password: deploymentSecret(directory.keys, "database-reading"),
});

/** Where the schema is made: as its owner, where that is somebody else than who works with it. */
export const ownerAddress = (config: Config, directory: Directory): DatabaseAddress =>
  config.databaseOwnerUrl === undefined
    ? databaseAddress(config, directory)
    : { connectionString: config.databaseOwnerUrl };

/** Where readers sign in: a login of their own; undefined on a server that has none for them. */
export const readerAddress = (config: Config, directory: Directory): DatabaseAddress | undefined => {
  if (config.databaseReaderUrl !== undefined) return { connectionString: config.databaseReaderUrl };
  const address = databaseAddress(config, directory);
  return "connectionString" in address ? undefined : { ...address, ...embeddedReader(directory) };
};

/** An open operations store. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly pool: Pool;
  /** The same store behind the second fence, for who reaches a part of it; `db` itself where it has no login for readers. */
  readonly within: (reach: Reach) => Kysely<Tables>;
  /** Behind the second fence without saying what is reached: nothing of it is seen. */
  readonly unsaid: Kysely<Tables> | undefined;
  readonly close: () => Promise<void>;
}

/** How a store is opened. */
export interface DatabaseOptions {
  readonly max?: number;
  readonly name?: string;
  /** Where readers sign in. */
  readonly reader?: DatabaseAddress | undefined;
}

const openPool = (address: DatabaseAddress, options: DatabaseOptions): Pool => {
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
  return pool;
};

const engineOn = (pool: PostgresPool): Kysely<Tables> =>
  new KyselyEngine<Tables>({ dialect: new PostgresDialect({ pool }) });

/** Most reaches that are kept ready: a city has fewer posts than that with different ones. */
const mostReaches = 500;

/** A store of readers: one pool, and what stands before each reach's statements. */
const openReaders = (address: DatabaseAddress, options: DatabaseOptions) => {
  const pool = openPool(address, { ...options, name: `${options.name ?? "chengyun"}-reader` });
  const poolWithin = preparingPool(pool);
  const ready = new Map<string, Kysely<Tables>>();
  const within = (reach: Reach): Kysely<Tables> => {
    const key = reach.join(" ");
    const made = ready.get(key) ?? engineOn(poolWithin(reach));
    ready.delete(key);
    ready.set(key, made);
    const [oldest] = ready.keys();
    if (ready.size > mostReaches && oldest !== undefined) ready.delete(oldest);
    return made;
  };
  return { within, unsaid: engineOn(poolWithin()), close: () => pool.end() };
};

/** Opens a pool on the operations store, and one for readers where they have a login. */
export const openDatabase = (address: DatabaseAddress, options: DatabaseOptions = {}): Database => {
  const pool = openPool(address, options);
  const db = engineOn(preparingPool(pool)());
  const readers = options.reader === undefined ? undefined : openReaders(options.reader, options);
  return {
    db,
    pool,
    within: readers?.within ?? (() => db),
    unsaid: readers?.unsaid,
    close: async () => {
      await readers?.close();
      await db.destroy();
    },
  };
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

import { createHash } from "node:crypto";
import { type Kysely, Kysely as KyselyEngine, PostgresDialect } from "kysely";
import { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { backupLock } from "../modules/upkeep/backup/index.ts";
import type { DatabaseAddress, Tables } from "../platform/database.ts";
import { jobSchema } from "../platform/job.ts";
import type { TablePart } from "./shape.ts";

/** A table as it is copied: generated columns make themselves. */
export interface CopiedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const nameOf = ({ schema, name }: Pick<CopiedTable, "schema" | "name">): string => `${quote(schema)}.${quote(name)}`;
const columnsOf = ({ columns }: CopiedTable): string => columns.map(quote).join(", ");

/** A session on the operations store that no time limit ends, with the query builder over it. */
export interface Session {
  readonly client: Client;
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

/** Opens a session of its own. */
export const openSession = async (address: DatabaseAddress, name: string): Promise<Session> => {
  const client = new Client({ ...address, application_name: name });
  client.on("error", () => undefined);
  await client.connect();
  const pool = { connect: async () => Object.assign(client, { release: () => undefined }), end: async () => undefined };
  const db = new KyselyEngine<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) });
  return { client, db, close: () => client.end() };
};

/** Takes the right to make or test a backup for as long as the session lives; false when somebody else has it. */
export const tryBackupLock = async ({ client }: Session): Promise<boolean> => {
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1::bigint) AS mine", [backupLock]);
  return rows[0]?.mine === true;
};

/** From now on the session sees one moment. It reads only, so it holds nobody back and gives no position away. */
export const beginSnapshot = ({ client }: Session): Promise<unknown> =>
  client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

/** What the steps of the schema keep by themselves. */
const ownOfMigrations = ["migrations", "migration_lock"];
/** Of the jobs only what waits: queues are made by whoever starts. */
const jobTable = "job";

/** Tables that make up the city, in an order in which their references hold. */
export const listTables = async ({ client }: Pick<Session, "client">): Promise<CopiedTable[]> => {
  const { rows } = await client.query<CopiedTable>(
    `SELECT n.nspname AS schema, c.relname AS name,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE (n.nspname = 'public' AND c.relkind = 'r' AND NOT c.relname = ANY ($1))
       OR (n.nspname = $2 AND c.relname = $3)
     GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
    [ownOfMigrations, jobSchema, jobTable],
  );
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint k
     JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND child.relnamespace = 'public'::regnamespace`,
  );
  return inOrder(rows, references);
};

/** Those that are referred to first; a circle of references (there is none) would stay in the order of names. */
const inOrder = (
  tables: readonly CopiedTable[],
  references: readonly { child: string; parent: string }[],
): CopiedTable[] => {
  const sorted: CopiedTable[] = [];
  const visit = (table: CopiedTable, above: ReadonlySet<string>): void => {
    if (sorted.includes(table) || above.has(table.name)) return;
    for (const { parent } of references.filter(({ child }) => child === table.name && table.schema === "public")) {
      const found = tables.find(({ schema, name }) => schema === "public" && name === parent);
      if (found !== undefined) visit(found, new Set([...above, table.name]));
    }
    sorted.push(table);
  };
  for (const table of tables) visit(table, new Set());
  return sorted;
};

const isJobs = ({ schema }: Pick<CopiedTable, "schema">): boolean => schema === jobSchema;

/** The bytes of a block of rows. */
const blockBytes = 4 * 2 ** 20;

/** Rows of a table as PostgreSQL writes them (COPY, text), in blocks; the last answer says what they came to. */
export async function* copyOut(
  { client }: Session,
  table: CopiedTable,
): AsyncGenerator<Buffer, Pick<TablePart, "rows" | "bytes" | "sha256">> {
  const waits = isJobs(table) ? " WHERE state < 'completed'" : "";
  const stream = client.query(copyTo(`COPY (SELECT ${columnsOf(table)} FROM ${nameOf(table)}${waits}) TO STDOUT`));
  const hash = createHash("sha256");
  let [rows, bytes, held] = [0, 0, 0];
  let parts: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // A line break within a value is written as \\n: each byte of it ends a row.
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    hash.update(chunk);
    bytes += chunk.length;
    held += chunk.length;
    parts.push(chunk);
    if (held < blockBytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    held = 0;
  }
  if (held > 0) yield Buffer.concat(parts);
  return { rows, bytes, sha256: hash.digest("hex") };
}

/** A table that is being filled. */
export interface Filling {
  readonly add: (block: Buffer) => Promise<void>;
  /** How many rows it took. */
  readonly end: () => Promise<number>;
}

/** Begins to put blocks of rows into a table; nothing else can be asked on the session until it ends. */
export const beginFilling = ({ client }: Session, table: CopiedTable): Filling => {
  const stream = client.query(copyFrom(`COPY ${nameOf(table)} (${columnsOf(table)}) FROM STDIN`));
  const done = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
  });
  done.catch(() => undefined);
  return {
    add: async (block) => {
      if (!stream.write(block)) await Promise.race([new Promise((drained) => stream.once("drain", drained)), done]);
    },
    end: async () => {
      stream.end();
      await done;
      return stream.rowCount ?? 0;
    },
  };
};

/** How many rows a table holds. */
export const countRows = async ({ client }: Session, table: Pick<CopiedTable, "schema" | "name">): Promise<number> => {
  const { rows } = await client.query(`SELECT count(*) AS count FROM ${nameOf(table)}`);
  return Number(rows[0]?.count ?? 0);
};

/** Where each sequence stands. They move outside of any snapshot: read after it began, they are never behind it. */
export const listSequences = async ({ client }: Session): Promise<{ name: string; value: number }[]> => {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT sequencename AS name, coalesce(last_value, 0)::text AS value FROM pg_sequences
     WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows.map(({ name, value }) => ({ name, value: Number(value) }));
};

export const setSequences = async (
  { client }: Session,
  sequences: readonly { name: string; value: number }[],
): Promise<void> => {
  for (const { name, value } of sequences)
    if (value > 0) await client.query("SELECT setval($1::regclass, $2::bigint)", [`public.${quote(name)}`, value]);
};

/** Empties what the steps of the schema put in by themselves. */
export const emptyTables = async ({ client }: Session, tables: readonly CopiedTable[]): Promise<void> => {
  await client.query(`TRUNCATE ${tables.map(nameOf).join(", ")} CASCADE`);
};

/** Names of the steps of the schema that were made. */
export const listMigrations = async ({ client }: Session): Promise<string[]> =>
  (await client.query<{ name: string }>("SELECT name FROM migrations ORDER BY name")).rows.map(({ name }) => name);

/** Which engine answers. */
export const findEngine = async ({ client }: Session): Promise<string> =>
  (await client.query<{ server_version: string }>("SHOW server_version")).rows[0]?.server_version ?? "";

/** Photos the rows refer to, by id. */
export const listPhotoIds = async ({ client }: Session): Promise<string[]> =>
  (await client.query<{ id: string }>("SELECT id::text AS id FROM photos")).rows.map(({ id }) => id);

/** Entries that were recorded and have no position yet. */
export const countWaiting = async ({ client }: Session): Promise<number> =>
  Number((await client.query("SELECT count(*) AS count FROM journal WHERE position IS NULL")).rows[0]?.count ?? 0);

/** Brings the planner's figures up to date after a restore. */
export const analyse = ({ client }: Session): Promise<unknown> => client.query("ANALYZE");

/** Number of the newest stream. */
export const findLastStream = async ({ client }: Session): Promise<number> =>
  Number((await client.query("SELECT coalesce(max(no), 0) AS no FROM streams")).rows[0]?.no ?? 0);

/** Whether a database holds anything of anybody's: tables, or schemas beside PostgreSQL's own. */
export const holdsAnything = async ({ client }: Session): Promise<boolean> => {
  const { rows } = await client.query(
    `SELECT count(*) AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema', $1)
       AND n.nspname NOT LIKE 'pg\\_%'`,
    [markSchema],
  );
  return Number(rows[0]?.count ?? 0) > 0;
};

/** Says in the database that a restore into it has begun and did not end. */
const markSchema = "chengyun_restore";

export const hasMark = async ({ client }: Session): Promise<boolean> =>
  (await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [markSchema])).rowCount === 1;

export const setMark = ({ client }: Session): Promise<unknown> =>
  client.query(`CREATE SCHEMA IF NOT EXISTS ${markSchema}`);

export const dropMark = ({ client }: Session): Promise<unknown> => client.query(`DROP SCHEMA ${markSchema}`);

/** Throws away what an unfinished restore left. */
export const clearAll = async ({ client }: Session): Promise<void> => {
  await client.query(`DROP SCHEMA IF EXISTS ${jobSchema} CASCADE`);
  await client.query("DROP SCHEMA public CASCADE");
  await client.query("CREATE SCHEMA public");
};

/** Ends every session of a person: what was ended after the backup must not live again. */
export const endSessions = async ({ client }: Session): Promise<number> =>
  (await client.query("DELETE FROM sessions")).rowCount ?? 0;

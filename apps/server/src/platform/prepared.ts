import type { Writable } from "node:stream";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient, Submittable } from "pg";

/** How often a text is seen before it is worth a place in every session's memory. */
const seenBefore = 2;
/** Most texts that are kept prepared: lists of every length would fill the sessions' memory otherwise. */
const mostTexts = 500;
const mostParameters = 40;

/** Pages and searches are planned with their values each time: which index serves them depends on what is asked. */
const dependsOnValues = /\blimit\b|\blike\b|starts_with|strpos|&&|@>|<->/i;

const isWorthIt = (text: string, parameters: number): boolean =>
  parameters > 0 && parameters <= mostParameters && !dependsOnValues.test(text);

/** Names for texts that come again, the same in every session of a pool. */
const createNames = () => {
  const seen = new Map<string, { count: number; readonly name: string }>();
  const find = (text: string, parameters: number): string | undefined => {
    const known = seen.get(text);
    if (known !== undefined) {
      known.count += 1;
      return known.count > seenBefore ? known.name : undefined;
    }
    if (seen.size < mostTexts && isWorthIt(text, parameters)) seen.set(text, { count: 1, name: `s${seen.size}` });
    return undefined;
  };
  /** A text whose columns changed under us is sent whole from now on. */
  const forget = (text: string): void => {
    seen.set(text, { count: Number.NEGATIVE_INFINITY, name: "" });
  };
  return { find, forget };
};

/** A prepared statement answers other columns than when it was prepared: the schema was changed while we ran. */
const changedColumns = "0A000";

const begin = "begin";
const ends: ReadonlySet<string> = new Set(["commit", "rollback"]);
const nothing = { command: "BEGIN" as const, rowCount: null, rows: [] };

/** The socket under a client: what is written while it is corked leaves as one piece. */
const socketOf = (client: PoolClient): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream;

/**
 * A transaction begins with its first statement: both leave in one piece and are answered one after the other, for each
 * write wakes the database. One that never asks anything never begins.
 */
const beginning = (client: PoolClient, send: (asked: string, values: readonly unknown[]) => Promise<unknown>) => {
  let waits = false;
  return (asked: string, values: readonly unknown[]): Promise<unknown> => {
    if (asked === begin) {
      waits = true;
      return Promise.resolve(nothing);
    }
    if (!waits) return send(asked, values);
    waits = false;
    if (ends.has(asked)) return Promise.resolve(nothing);
    const socket = socketOf(client);
    socket.cork();
    const both = Promise.all([client.query(begin), send(asked, values)]);
    socket.uncork();
    return both.then(([, answer]) => answer);
  };
};

const preparing = (client: PoolClient, names: ReturnType<typeof createNames>): PostgresPoolClient => {
  const send = (asked: string, values: readonly unknown[]): Promise<unknown> => {
    const name = names.find(asked, values.length);
    const answer = client.query({ text: asked, values: [...values], ...(name === undefined ? {} : { name }) });
    return name === undefined
      ? answer
      : answer.catch((error: { code?: unknown }) => {
          if (error.code === changedColumns) names.forget(asked);
          throw error;
        });
  };
  const ask = beginning(client, send);
  const query = (asked: unknown, values: readonly unknown[] = []): unknown =>
    typeof asked === "string" ? ask(asked, values) : client.query(asked as Submittable);
  return { query: query as PostgresPoolClient["query"], release: () => client.release() };
};

/** A pool whose sessions parse and plan a statement that comes again only once. */
export const preparingPool = (pool: Pool): PostgresPool => {
  const names = createNames();
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const wrapped = known.get(client) ?? preparing(client, names);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
};

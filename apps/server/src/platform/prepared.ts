import type { Writable } from "node:stream";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { sql } from "kysely";
import type { Pool, PoolClient, Submittable } from "pg";
import { askKnown, type Shapes } from "./known-query.ts";
import { type Reach, saying } from "./reach.ts";

/** How often a text is seen before it is worth a place in every session's memory. */
const seenBefore = 2;
/** Most texts that are kept prepared: lists of every length would fill the sessions' memory otherwise. */
const mostTexts = 500;
const mostParameters = 40;

/** Pages and searches are planned with their values each time: which index serves them depends on what is asked. */
const dependsOnValues = /\blimit\b|\blike\b|starts_with|strpos|&&|@>|<->/i;

const isWorthIt = (text: string, parameters: number): boolean =>
  parameters > 0 && parameters <= mostParameters && !dependsOnValues.test(text);

const alike = new Set<string>();

/** Says of a text that one plan serves all its values: it is prepared at its first use, whatever it looks like. */
export const planOnce = (text: string): void => {
  alike.add(text);
};

/** Names for texts that come again, the same in every session of a pool. */
const createNames = () => {
  const seen = new Map<string, { count: number; readonly name: string }>();
  const find = (text: string, parameters: number): string | undefined => {
    const known = seen.get(text);
    if (known !== undefined) {
      known.count += 1;
      return known.count > seenBefore ? known.name : undefined;
    }
    const isAlike = alike.has(text);
    if (!isAlike && (seen.size >= mostTexts || !isWorthIt(text, parameters))) return undefined;
    const name = `s${seen.size}`;
    seen.set(text, { count: isAlike ? seenBefore : 1, name });
    return isAlike ? name : undefined;
  };
  /** A text whose columns changed under us is sent whole from now on. */
  const forget = (text: string): void => {
    seen.set(text, { count: Number.NEGATIVE_INFINITY, name: "" });
  };
  return { find, forget };
};

/** A prepared statement answers other columns than when it was prepared: the schema was changed while we ran. */
const changedColumns = "0A000";

const laterMark = "/* later */";

/**
 * The end of a statement whose answer nobody looks at (`.modifyEnd(later)`). In a transaction it leaves together with
 * the statement behind it, the commit at the latest, which fails when it failed. Outside of one it is as any other.
 */
export const later = sql.raw(laterMark);

const begin = "begin";
const ends: ReadonlySet<string> = new Set(["commit", "rollback"]);
// Every change sends two of them: parsed once in each session, they are read no more.
for (const text of [begin, saying, ...ends]) planOnce(text);
const nothing = { command: "UPDATE" as const, rowCount: 0, rows: [] };

type Answer = Promise<unknown>;
type Send = (asked: string, values: readonly unknown[]) => Answer;

/** The socket under a client: what is written while it is held leaves as one piece. */
const createHold = (client: PoolClient) => {
  let held = false;
  const socket = (): Writable => (client as unknown as { connection: { stream: Writable } }).connection.stream;
  const release = (): void => {
    if (held) socket().uncork();
    held = false;
  };
  const hold = (): void => {
    if (held) return;
    held = true;
    socket().cork();
    // Whoever does something else first does not keep the database waiting.
    setImmediate(release);
  };
  return { hold, release };
};

/** The server's word for what is asked in a transaction in which something failed before. */
const aborted = "25P02";
const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/**
 * What was sent behind a statement that fails is refused because of it. Whoever hears the refusal first is told why:
 * what a deadlock or a broken rule is called decides what happens next.
 */
const telling = (sendOne: Send) => {
  let reason: unknown;
  const explain = async (error: unknown): Answer => {
    if (codeOf(error) !== aborted) {
      reason ??= error;
      throw error;
    }
    // The failure came over the same wire before, but whoever listens to it may be a step behind.
    await new Promise((resolve) => setImmediate(resolve));
    throw reason ?? error;
  };
  return {
    send: ((asked, values) => sendOne(asked, values).catch(explain)) as Send,
    forget: (): void => {
      reason = undefined;
    },
  };
};

/** Answers of what was sent ahead; the first that failed is why those behind it fail. */
const createOwed = (send: Send) => {
  let owed: Answer[] = [];
  return {
    /** An answer, once all that was sent ahead of it was answered well. */
    behind: async (answer: Answer): Answer => {
      const ahead = owed;
      owed = [];
      answer.catch(() => undefined);
      for (const one of ahead) await one;
      return answer;
    },
    sendLater: (asked: string, values: readonly unknown[]): Answer => {
      const answer = send(asked, values);
      // It is awaited with the next one; until then it may fail without anybody listening.
      answer.catch(() => undefined);
      owed.push(answer);
      return Promise.resolve(nothing);
    },
    isEmpty: () => owed.length === 0,
    forgive: (): void => {
      owed = [];
    },
  };
};

/**
 * Statements of transactions, in fewer pieces: each write wakes the database. A transaction begins with its first
 * statement (one that never asks anything never begins), and what nobody waits for leaves with what follows it. Within a
 * reach every statement is in a transaction, which says first what is reached; all of it leaves as one piece.
 */
const inFewerPieces = (client: PoolClient, sendOne: Send, reach: Reach | undefined): Send => {
  const { hold, release } = createHold(client);
  const { send, forget } = telling(sendOne);
  const owed = createOwed(send);
  let state: "outside" | "beginning" | "inside" = "outside";
  const start = (): void => {
    state = "inside";
    hold();
    void owed.sendLater(begin, []);
    if (reach !== undefined) void owed.sendLater(saying, reach);
  };
  const sendNow = (asked: string, values: readonly unknown[]): Answer => {
    // Others asked for in the same breath leave with it.
    if (state === "inside") {
      hold();
      process.nextTick(release);
    }
    const answer = send(asked, values);
    if (state !== "inside") release();
    return owed.isEmpty() ? answer : owed.behind(answer);
  };
  const end = (asked: string): Answer => {
    const never = state === "beginning";
    state = "outside";
    if (never) return Promise.resolve(nothing);
    // What failed before a rollback was told by what failed behind it.
    if (asked === "rollback") owed.forgive();
    return sendNow(asked, []);
  };
  /** One statement within a reach, as a transaction of its own. */
  const sendAlone = async (asked: string, values: readonly unknown[]): Answer => {
    forget();
    start();
    const answer = owed.behind(send(asked, values));
    const ended = end("commit");
    try {
      return await answer;
    } finally {
      await ended.catch(() => undefined);
    }
  };
  return (asked, values) => {
    if (asked === begin) {
      forget();
      state = "beginning";
      return Promise.resolve(nothing);
    }
    if (ends.has(asked)) return end(asked);
    if (state === "beginning") start();
    if (state === "outside") return reach === undefined ? sendNow(asked, values) : sendAlone(asked, values);
    if (!asked.endsWith(laterMark)) return sendNow(asked, values);
    hold();
    return owed.sendLater(asked, values);
  };
};

/** What the sessions of a pool have in common. */
interface Common {
  readonly names: ReturnType<typeof createNames>;
  readonly shapes: Shapes;
}

const preparing = (client: PoolClient, { names, shapes }: Common, reach: Reach | undefined): PostgresPoolClient => {
  const send: Send = (text, values) => {
    const name = names.find(text, values.length);
    if (name === undefined) return client.query(text, [...values]);
    return askKnown(client, { text, name, values }, shapes).catch((error: { code?: unknown }) => {
      if (error.code === changedColumns) names.forget(text);
      throw error;
    });
  };
  const ask = inFewerPieces(client, send, reach);
  const query = (asked: unknown, values: readonly unknown[] = []): unknown =>
    typeof asked === "string" ? ask(asked, values) : client.query(asked as Submittable);
  return { query: query as PostgresPoolClient["query"], release: () => client.release() };
};

/**
 * A pool whose sessions parse and plan a statement that comes again only once, and are woken less often; asked for a
 * reach, the same sessions, each transaction of which says it first.
 */
export const preparingPool = (pool: Pool): ((reach?: Reach) => PostgresPool) => {
  const common: Common = { names: createNames(), shapes: new Map() };
  return (reach) => {
    const known = new WeakMap<PoolClient, PostgresPoolClient>();
    return {
      connect: async () => {
        const client = await pool.connect();
        const wrapped = known.get(client) ?? preparing(client, common, reach);
        known.set(client, wrapped);
        return wrapped;
      },
      end: () => pool.end(),
    };
  };
};

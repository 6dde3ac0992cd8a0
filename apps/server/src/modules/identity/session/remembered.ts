import type { Db } from "../../../platform/database.ts";
import { onCommitted } from "../../../platform/journal.ts";
import type { LiveSession } from "./store.ts";

/**
 * How long a session found is taken for granted. What this process commits about accounts, sessions and posts is known
 * at once; this is the longest for which a session that another process ended still counts here.
 */
const trustedMs = 1_000;
const mostSessions = 10_000;

/** What a session hangs on. */
const kinds: readonly string[] = ["account", "session", "post", "deputy", "person", "wider-reach"];

interface Memory {
  readonly sessions: Map<string, { readonly session: LiveSession; readonly until: number }>;
  /** Counts what was forgotten: who began to look before it must not remember what they found. */
  turn: number;
}

const memories = new WeakMap<Db, Memory>();

const memoryOf = (db: Db): Memory => {
  const known = memories.get(db);
  if (known !== undefined) return known;
  const memory: Memory = { sessions: new Map(), turn: 0 };
  memories.set(db, memory);
  onCommitted(db, (changed) => {
    if (!kinds.some((kind) => changed.has(kind))) return;
    memory.sessions.clear();
    memory.turn += 1;
  });
  return memory;
};

/** Finds a session, or remembers it from the second before. Of who acts as a deputy or with a wider reach nothing is remembered: their time ends by the city's clock. */
export const rememberSession = async (
  db: Db,
  token: string,
  find: () => Promise<LiveSession | undefined>,
): Promise<LiveSession | undefined> => {
  const memory = memoryOf(db);
  const known = memory.sessions.get(token);
  if (known !== undefined && known.until > performance.now()) return known.session;
  const { turn } = memory;
  const session = await find();
  if (session === undefined || session.actingFor !== null || session.glass !== null || turn !== memory.turn) {
    memory.sessions.delete(token);
    return session;
  }
  if (memory.sessions.size >= mostSessions) memory.sessions.clear();
  memory.sessions.set(token, { session, until: performance.now() + trustedMs });
  return session;
};

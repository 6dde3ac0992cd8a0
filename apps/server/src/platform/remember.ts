import type { Context } from "./context.ts";
import type { Db } from "./database.ts";

const remembered = new WeakMap<Db, Map<string, Promise<unknown>>>();

/**
 * Looks something up once in a transaction, e.g. the channels for all notices told together. What the transaction itself
 * writes is not seen again: only for what its use case does not change. Outside a transaction nothing is remembered.
 */
export const once = <Value>(ctx: Pick<Context, "db" | "inTransaction">, key: string, find: () => Promise<Value>) => {
  if (!ctx.inTransaction) return find();
  const known = remembered.get(ctx.db) ?? new Map<string, Promise<unknown>>();
  remembered.set(ctx.db, known);
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found as Promise<Value>;
};

import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import { growTree, openTree, type Tree } from "../log/index.ts";
import { cede, findWaiting, inTransaction, positionNext, tryLead, withSession } from "./store.ts";

/** Most entries positioned in one transaction: its lock on their rows and its memory stay small. */
export const batchSize = 1_000;

const settlePollMs = 5;

/** Positions one batch and appends it to the log, in one transaction; answers how many entries it had. */
export const sequenceBatch = (session: Db, tree: Tree): Promise<number> =>
  inTransaction(session, async (db) => {
    const entries = await positionNext(db, tree.frontier.size, batchSize);
    if (entries.length === 0) return 0;
    await growTree(db, tree, entries);
    return entries.length;
  });

/** Works as the one sequencer on a session of its own; false when another process is it. */
export const lead = (db: Db, work: (session: Db, tree: Tree) => Promise<void>): Promise<boolean> =>
  withSession(db, async (session) => {
    if (!(await tryLead(session))) return false;
    try {
      await work(session, await openTree(session));
    } finally {
      // A lost connection has given the lock back by itself.
      await cede(session).catch(() => undefined);
    }
    return true;
  });

/** Whether committed entries still wait for their position. */
export const hasWaiting = (ctx: Pick<Context, "db">): Promise<boolean> => findWaiting(ctx.db);

/** Positions everything committed so far, here or by waiting for who leads. */
export const sequenceNow = async (ctx: Pick<Context, "db">): Promise<void> => {
  while (await hasWaiting(ctx)) {
    await lead(ctx.db, async (session, tree) => {
      while ((await sequenceBatch(session, tree)) > 0);
    });
    // Another process leads: it gives the positions.
    if (await hasWaiting(ctx)) await new Promise((done) => setTimeout(done, settlePollMs));
  }
};

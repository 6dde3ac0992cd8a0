import type { Factor, SessionSeen } from "@chengyun/contracts";
import type { PersonActor } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { clearResets } from "../account/index.ts";
import { beginFactor, confirmFactor, describeFactor, dropFactor, hasFactor } from "../factor/index.ts";
import { checkOwnPassword, proofAsked } from "./proof.ts";
import { getOwnAccount, idleMs, longestMs, proveOwner } from "./service.ts";
import { listSessions, removeSessionsOf } from "./store.ts";

/** The own sessions in all browsers, the one used last first. */
export const listOwnSessions = async (ctx: Context, actor: PersonActor): Promise<SessionSeen[]> => {
  const account = await getOwnAccount(ctx, actor);
  const now = Date.now();
  const since = { opened: new Date(now - longestMs), used: new Date(now - idleMs) };
  const rows = await listSessions(ctx.db, { accountId: account.id, epoch: account.epoch }, since);
  return rows.map(({ id, agent, address, openedAt, usedAt }) => ({
    id,
    agent,
    address,
    openedAt: openedAt.toISOString(),
    usedAt: usedAt.toISOString(),
    current: id === actor.sessionId,
  }));
};

/** Ends one of the own sessions, or all but this one; answers how many. */
export const endOwnSessions = (outer: Context, actor: PersonActor, only?: string): Promise<number> =>
  transact(outer, async (ctx) => {
    const which = only === undefined ? { but: actor.sessionId } : { only };
    const ended = await removeSessionsOf(ctx.db, actor.accountId, which);
    if (only !== undefined && ended.length === 0) throw new AppError("subject.not-found");
    const departments = actor.departments === "all" ? [] : actor.departments;
    for (const id of ended) {
      const subject = { kind: "session", id };
      await record(ctx, { type: "session.ended", subject, areaPath: actor.areaPath, departments, changes: {} });
    }
    return ended.length;
  });

/** Whether the own account has a second factor. */
export const describeOwnFactor = async (ctx: Context, actor: PersonActor): Promise<Factor> => {
  const account = await getOwnAccount(ctx, actor);
  const { passwordHash } = account;
  const asksPassword = proofAsked(actor, account) !== "nothing";
  return { possible: passwordHash !== undefined, asksPassword, ...(await describeFactor(ctx, actor.accountId)) };
};

/** Begins to set up a second factor, against the password; of who has just come in with a passkey none is asked. */
export const beginOwnFactor = async (
  ctx: Context,
  actor: PersonActor,
  { password, address }: { password?: string | undefined; address: string },
): Promise<{ secret: string; uri: string }> => {
  const account = await getOwnAccount(ctx, actor);
  if (password !== undefined) await proveOwner(ctx, account, { password, address });
  else if (proofAsked(actor, account) !== "nothing") throw new AppError("session.proof-needed");
  checkOwnPassword(account);
  return beginFactor(ctx, { accountId: account.id, login: account.login });
};

/** Puts it in force by its first code; answers the recovery codes, once. */
export const confirmOwnFactor = async (ctx: Context, actor: PersonActor, code: string): Promise<string[]> =>
  confirmFactor(ctx, actor.accountId, code);

/** Takes the own second factor away, against the password and a code of it. */
export const dropOwnFactor = async (
  ctx: Context,
  actor: PersonActor,
  given: { password: string; code: string; address: string },
): Promise<void> => {
  const account = await getOwnAccount(ctx, actor);
  if (!(await hasFactor(ctx, account.id))) throw new AppError("factor.not-begun");
  await proveOwner(ctx, account, given);
  await dropFactor(ctx, account.id);
};

/** Whoever it belongs to has seen what others reset of their way in. */
export const noteResetsSeen = (ctx: Context, actor: PersonActor): Promise<void> => clearResets(ctx.db, actor.accountId);

import type { AccountIn, AccountRequest, AccountRequestIn, Post } from "@chengyun/contracts";
import type { z } from "zod";
import { behind, isInScope, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject, lockSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import {
  checkNotOwn,
  checkTogether,
  findAccount,
  getAccount,
  isAdministrators,
  isDemoOpen,
  listSecurityAdministrators,
  registerAccount,
  writeEdit,
  writePassword,
  writeResetFactor,
  writeRetire,
} from "../account/index.ts";
import { getPosts, postsById } from "../department/index.ts";
import { accountRequestFlow } from "./flow.ts";
import { findRequest, hasOpenRequest, insertRequest, listRequests, type RequestRow, takePassword } from "./store.ts";

const kind = accountRequestFlow.kind;

/** How long an approved password waits for whoever asked. */
const fetchWithinMs = 86_400_000;

type Asked = z.output<typeof AccountRequestIn>;

/** Writes a request about an account that is locked; it lies where the account lies. */
const keepRequest = async (
  ctx: Context,
  accountId: string,
  { what, postIds = [], reason }: Asked,
  askedBy: string = ctx.actor.id,
): Promise<string> => {
  const subject = await lockSubject(ctx.db, "account", accountId);
  if (subject === undefined || !isInScope(ctx.actor, subject)) throw new AppError("subject.not-found");
  if (subject.stage !== "active") throw new AppError("subject.wrong-stage");
  if (await hasOpenRequest(ctx.db, accountId)) throw new AppError("account-request.stands");
  const id = newId();
  const { areaPath, departments } = subject;
  await open(
    ctx,
    { flow: accountRequestFlow.id, move: "ask", id, areaPath, departments, facts: { what, reason } },
    async (inner) => {
      await insertRequest(inner.db, { id, accountId, what, postIds: [...postIds], reason, askedBy });
      return { changes: { account: accountId, ...(what === "posts" ? { posts: postIds } : {}) } };
    },
  );
  return id;
};

/** Posts that are asked for; none where something else is. */
const askedPosts = async (ctx: Context, { what, postIds }: Asked): Promise<Post[]> => {
  const isPosts = what === "posts";
  if (isPosts === (postIds === undefined))
    throw new AppError("request.invalid", {
      faults: [{ path: "body.postIds", code: isPosts ? "missing" : "unknown" }],
    });
  return postIds === undefined ? [] : getPosts(ctx, [...new Set(postIds)]);
};

/** Asks for a change of an administrator's account; whoever has no such post is changed directly. */
export const askAbout = (outer: Context, accountId: string, asked: Asked): Promise<string> =>
  transact(outer, async (ctx) => {
    const subject = await findSubject(ctx.db, accountId);
    if (subject?.kind !== "account" || !isInScope(ctx.actor, subject)) throw new AppError("subject.not-found");
    const account = await getAccount(ctx, { id: accountId });
    checkNotOwn(ctx, account);
    const posts = await askedPosts(ctx, asked);
    const postIds = posts.map(({ id }) => id);
    if (!(await isAdministrators(ctx, account, postIds))) throw new AppError("account-request.not-needed");
    if (asked.what === "posts") await checkTogether(ctx, account.personId, posts);
    if (asked.what === "factor" && !account.hasFactor) throw new AppError("factor.not-begun");
    return keepRequest(ctx, accountId, { ...asked, postIds });
  });

/**
 * Asks, in the platform's name, for what a reviewer decided about an administrator's account: whoever reviewed it is who
 * asked, and approves it as little.
 */
export const askInReview = (ctx: Context, accountId: string, asked: Asked): Promise<string> =>
  keepRequest({ ...ctx, actor: system("access-review") }, accountId, asked, ctx.actor.id);

/** Registers an account; an administrator's posts are asked for at once. */
export const register = (ctx: Context, account: z.output<typeof AccountIn>) =>
  registerAccount(ctx, account, async (inner, id) => {
    const posts = [...new Set(account.postIds)];
    return keepRequest(inner, id, { what: "posts", postIds: posts, reason: "新开通管理员账号 / a new administrator" });
  });

const writes: Readonly<Record<string, { readonly move: string; readonly apply: Apply }>> = {
  posts: { move: "edit", apply: writeEdit },
  factor: { move: "reset-factor", apply: writeResetFactor },
  retire: { move: "retire", apply: writeRetire },
};

const getRequest = async (ctx: Context, id: string): Promise<RequestRow> => {
  const found = await findRequest(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** Makes the account's own move, by whoever approves; a password is made when it is fetched. */
const carryOut = async (ctx: Context, request: RequestRow): Promise<void> => {
  const write = writes[request.what];
  if (write === undefined) return;
  const facts = request.what === "posts" ? { posts: request.postIds } : { reason: request.reason };
  await change(ctx, { kind: "account", id: request.accountId }, write.move, { facts, apply: write.apply });
};

const approve: Apply = async (ctx, { id }) => {
  const request = await getRequest(ctx, id);
  checkNotOwn(ctx, await getAccount(ctx, { id: request.accountId }));
  // What a review asked for was asked in the platform's name.
  if (behind(ctx.actor).includes(request.askedBy)) throw new AppError("subject.four-eyes");
  await carryOut(ctx, request);
  return { changes: { account: request.accountId, what: request.what } };
};

/** Whoever asked, alone, where nobody else could approve: the way out of a city with one security administrator. */
const pushThrough: Apply = async (ctx, { id, areaPath }) => {
  const request = await getRequest(ctx, id);
  if (!behind(ctx.actor).includes(request.askedBy)) throw new AppError("account-request.not-asker");
  const { personId } = await getAccount(ctx, { id: request.accountId });
  const but = [...behind(ctx.actor), personId];
  const withDemo = isDemoOpen(ctx.deployment);
  if ((await listSecurityAdministrators(ctx.db, { areaPath, but, withDemo })).length > 0)
    throw new AppError("account-request.second-there");
  await carryOut(ctx, request);
  return { changes: { account: request.accountId, what: request.what } };
};

const withdraw: Apply = async (ctx, { id }) => {
  if (!behind(ctx.actor).includes((await getRequest(ctx, id)).askedBy)) throw new AppError("account-request.not-asker");
  return undefined;
};

/** What the moves of a request write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = { approve, "push-through": pushThrough, withdraw };

const passwordWaits = (ctx: Context, { what, stage, fetchedAt, changedAt }: RequestRow): boolean =>
  what === "password" &&
  ["approved", "pushed", "signed-off"].includes(stage) &&
  fetchedAt === null &&
  changedAt.getTime() > ctx.clock.now().getTime() - fetchWithinMs;

/** The new one-time password that was approved: answered once, to whoever asked for it. */
export const fetchPassword = (outer: Context, id: string) =>
  transact(outer, async (ctx) => {
    const subject = await lockSubject(ctx.db, kind, id);
    if (subject === undefined || !isInScope(ctx.actor, subject)) throw new AppError("subject.not-found");
    const request = await getRequest(ctx, id);
    if (!behind(ctx.actor).includes(request.askedBy)) throw new AppError("account-request.not-asker");
    if (!passwordWaits(ctx, request) || !(await takePassword(ctx.db, id, ctx.clock.now())))
      throw new AppError("account-request.no-password");
    const { areaPath, departments } = subject;
    const type = "account-request.password-fetched";
    await record(ctx, { type, subject: { kind, id }, areaPath, departments, changes: { account: request.accountId } });
    return writePassword(ctx, request.accountId);
  });

/** What waits and what was decided about administrators' accounts, within the actor's scope. */
export const listAsked = async (ctx: Context): Promise<AccountRequest[]> => {
  const rows = await listRequests(ctx.db, ctx.actor);
  const posts = await postsById(ctx, [...new Set(rows.flatMap((row) => row.postIds))]);
  const items: AccountRequest[] = [];
  for (const row of rows) {
    const account = await findAccount(ctx, { id: row.accountId });
    if (account === undefined) continue;
    const names = await nameOf(ctx, [account.personId, row.askedBy]);
    items.push({
      id: row.id,
      version: row.version,
      stage: row.stage,
      accountId: row.accountId,
      name: names.get(account.personId) ?? "",
      login: account.login,
      what: row.what as AccountRequest["what"],
      posts: row.postIds.flatMap((id): Post[] => [posts.get(id)].flatMap((post) => post ?? [])),
      reason: row.reason,
      askedBy: names.get(row.askedBy) ?? "",
      askedAt: row.askedAt.toISOString(),
      mine: behind(ctx.actor).includes(row.askedBy),
      ...(row.dueAt === null ? {} : { dueAt: row.dueAt.toISOString() }),
      passwordWaits: behind(ctx.actor).includes(row.askedBy) && passwordWaits(ctx, row),
    });
  }
  return items;
};

import type { AccessReview, AccessReviewDetail, ReviewDecisionIn } from "@chengyun/contracts";
import { isAdministratorRole } from "@chengyun/kernel";
import type { z } from "zod";
import { behind, isInScope, isPermitted, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Apply, change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { nameOf } from "../../persons/person/index.ts";
import { type AccountRow, getAccount, writeEdit, writeRetire } from "../account/index.ts";
import { askInReview } from "../approval/index.ts";
import { departmentNames, postsById } from "../department/index.ts";
import { listKeys } from "../key/index.ts";
import { findRole } from "../role/index.ts";
import { accessReviewFlow } from "./flow.ts";
import { countItems, decideItem, findReview, type ItemRow, listItems, listReviews, type ReviewRow } from "./store.ts";

const kind = accessReviewFlow.kind;

const postDepartment = async (ctx: Context): Promise<string | undefined> => {
  if (ctx.actor.kind !== "person") return undefined;
  return (await postsById(ctx, [ctx.actor.postId])).get(ctx.actor.postId)?.departmentId;
};

/**
 * Whose review it is: of the security administrators the auditor's, of the others a security administrator's, of a
 * department its leader's or a security administrator's.
 */
const mayDecide = async (ctx: Context, { role, departmentId }: Pick<ReviewRow, "role" | "departmentId">) => {
  if (role === "security-administrator") return isPermitted(ctx.actor, "access.audit");
  if (isPermitted(ctx.actor, "accounts.manage")) return true;
  return role === null && !isPermitted(ctx.actor, "access.audit") && (await postDepartment(ctx)) === departmentId;
};

/** A review in the actor's scope; fails with `subject.not-found`. */
export const getReview = async (ctx: Context, id: string): Promise<ReviewRow> => {
  const subject = await findSubject(ctx.db, id);
  const review = await findReview(ctx.db, id);
  if (subject?.kind !== kind || review === undefined || !isInScope(ctx.actor, subject))
    throw new AppError("subject.not-found");
  return review;
};

const checkReviewer = async (ctx: Context, review: ReviewRow): Promise<void> => {
  if (!(await mayDecide(ctx, review))) throw new AppError("access-review.not-yours");
};

const describe = async (ctx: Context, rows: readonly ReviewRow[]): Promise<AccessReview[]> => {
  const counts = await countItems(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const departments = await departmentNames(ctx);
  const reviews: AccessReview[] = [];
  for (const row of rows) {
    const { id, version, stage, role, departmentId, begunAt, dueAt } = row;
    const of = role === null ? departments.get(departmentId ?? "") : findRole(role)?.name;
    const { all, left } = counts.get(id) ?? { all: 0, left: 0 };
    reviews.push({
      id,
      version,
      stage,
      of: of ?? { zh: role ?? "", en: role ?? "" },
      begunAt: begunAt.toISOString(),
      ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
      isLate: stage === "due" && dueAt !== null && dueAt <= ctx.clock.now(),
      items: all,
      left,
      mine: await mayDecide(ctx, row),
    });
  }
  return reviews;
};

/** Reviews within the actor's scope, the newest first. */
export const listAll = async (ctx: Context): Promise<AccessReview[]> =>
  describe(ctx, await listReviews(ctx.db, ctx.actor));

/** What was decided of an item; nothing where nobody has. */
const decisionOf = ({ decision, reason, decidedBy, decidedAt }: ItemRow, names: ReadonlyMap<string, string>) =>
  decision === null || decidedBy === null || decidedAt === null
    ? {}
    : {
        decision: decision === "taken" ? ("taken" as const) : ("kept" as const),
        reason: reason ?? "",
        decidedBy: names.get(decidedBy) ?? "",
        decidedAt: decidedAt.toISOString(),
      };

/** Items of a review with the names of people and posts. */
export const describeItems = async (ctx: Context, review: ReviewRow): Promise<AccessReviewDetail["list"]> => {
  const rows = await listItems(ctx.db, review.id, ctx.clock.now());
  const posts = await postsById(ctx, [...new Set(rows.map(({ postId }) => postId))]);
  const people = rows.flatMap(({ personId, decidedBy }) => (decidedBy === null ? [personId] : [personId, decidedBy]));
  const names = await nameOf(ctx, [...new Set(people)]);
  return rows.flatMap((row) => {
    const post = posts.get(row.postId);
    if (post === undefined) return [];
    const { accountId, postId, login, holds, deputies } = row;
    return [
      {
        ...{ accountId, postId, login, post, deputies },
        name: names.get(row.personId) ?? "",
        holds: holds && row.stage === "active",
        own: behind(ctx.actor).includes(row.personId),
        ...(row.lastSignInAt === null ? {} : { lastSignInAt: row.lastSignInAt.toISOString() }),
        ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt.toISOString() }),
        ...decisionOf(row, names),
      },
    ];
  });
};

/** A review with its items; that of the security administrators with the keys they made. */
export const readReview = async (ctx: Context, id: string): Promise<AccessReviewDetail> => {
  const row = await getReview(ctx, id);
  const [review] = await describe(ctx, [row]);
  if (review === undefined) throw new AppError("subject.not-found");
  const keys =
    row.role === "security-administrator" ? (await listKeys(ctx)).filter(({ stage }) => stage === "active") : [];
  return { ...review, list: await describeItems(ctx, row), keys };
};

/** A working post goes at once, in the platform's name; the last one retires the account. */
const takePost = async (ctx: Context, account: AccountRow, postId: string, reason: string): Promise<void> => {
  const left = account.postIds.filter((id) => id !== postId);
  const platform = { ...ctx, actor: system("access-review") };
  const subject = { kind: "account", id: account.id };
  if (left.length === 0) await change(platform, subject, "retire", { facts: { reason }, apply: writeRetire });
  else await change(platform, subject, "edit", { facts: { posts: left }, apply: writeEdit });
};

const takeAway = async (ctx: Context, { accountId, postId }: ItemRow, reason: string): Promise<void> => {
  const account = await getAccount(ctx, { id: accountId });
  if (account.stage !== "active" || !account.postIds.includes(postId)) return;
  const role = (await postsById(ctx, [postId])).get(postId)?.role ?? "";
  if (!isAdministratorRole(role)) return takePost(ctx, account, postId, reason);
  const left = account.postIds.filter((id) => id !== postId);
  const asked = left.length === 0 ? { what: "retire" as const } : { what: "posts" as const, postIds: left };
  await askInReview(ctx, accountId, { ...asked, reason });
};

/** Keeps or takes away one post of one account. */
export const decide = (outer: Context, id: string, given: z.output<typeof ReviewDecisionIn>): Promise<void> =>
  transact(outer, async (ctx) => {
    const review = await getReview(ctx, id);
    const { accountId, postId, decision, reason } = given;
    const items = await listItems(ctx.db, id, ctx.clock.now());
    const item = items.find((one) => one.accountId === accountId && one.postId === postId);
    if (item === undefined) throw new AppError("subject.not-found");
    await checkReviewer(ctx, review);
    if (behind(ctx.actor).includes(item.personId)) throw new AppError("access-review.own");
    await change(ctx, { kind, id }, "decide", {
      facts: { decision, reason },
      apply: async (inner) => {
        const decided = { decision, reason, by: inner.actor.id, at: inner.clock.now() };
        if (!(await decideItem(inner.db, { reviewId: id, accountId, postId }, decided)))
          throw new AppError("access-review.decided");
        if (decision === "taken") await takeAway(inner, item, reason);
        return { changes: { account: accountId, post: postId } };
      },
    });
  });

/** Only when each item was decided; what is recorded is the certificate. */
const finish: Apply = async (ctx, { id }) => {
  const review = await getReview(ctx, id);
  await checkReviewer(ctx, review);
  const items = await listItems(ctx.db, id, ctx.clock.now());
  if (items.some(({ decision }) => decision === null)) throw new AppError("access-review.items-left");
  const of = review.role === null ? { department: review.departmentId } : { role: review.role };
  const decisions = items.map(({ accountId, postId, decision, decidedBy }) => ({
    account: accountId,
    post: postId,
    decision,
    by: decidedBy,
  }));
  const count = (what: string) => items.filter(({ decision }) => decision === what).length;
  return { changes: { ...of, kept: count("kept"), taken: count("taken"), decisions } };
};

/** What the moves of a review write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = { finish };

import { administratorRoles } from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { isDemoOpen } from "../account/index.ts";
import { departmentNames } from "../department/index.ts";
import { accessReviewFlow } from "./flow.ts";
import { findFirstAccount, hasReviewSince, insertReview, lockBeginning } from "./store.ts";

const usualMonths = 12;
/** An average month. */
const monthMs = (365.25 / 12) * 86_400_000;

const sinceOf = (ctx: Context): Date => {
  const months = ctx.deployment.profile.reviews?.everyMonths ?? usualMonths;
  return new Date(ctx.clock.now().getTime() - months * monthMs);
};

type Of = { readonly departmentId: string } | { readonly role: string };

/** Thrown away where nobody has such a post: there is nothing to review. */
class NobodyThere extends Error {}

const beginOne = async (outer: Context, of: Of): Promise<boolean> => {
  try {
    await transact(outer, async (ctx) => {
      await lockBeginning(ctx.db);
      if (await hasReviewSince(ctx.db, of, sinceOf(ctx))) throw new NobodyThere();
      const id = newId();
      const departments = "role" in of ? [] : [of.departmentId];
      await open(ctx, { flow: accessReviewFlow.id, move: "begin", id, areaPath: "", departments }, async (inner) => {
        const review = {
          id,
          departmentId: "role" in of ? null : of.departmentId,
          role: "role" in of ? of.role : null,
          at: inner.clock.now(),
          withDemo: isDemoOpen(inner.deployment),
        };
        const items = await insertReview(inner.db, review, administratorRoles);
        if (items === 0) throw new NobodyThere();
        return { changes: { ...of, items } };
      });
    });
    return true;
  } catch (error) {
    if (error instanceof NobodyThere) return false;
    throw error;
  }
};

/** Begins what is due: each department's and each kind's, a year after its last or after the city's first account. */
export const beginDue = async (outer: Context): Promise<number> => {
  const ctx = { ...outer, actor: system("access-review") };
  const first = await findFirstAccount(ctx.db);
  const since = sinceOf(ctx);
  if (first === undefined || first > since) return 0;
  const all: Of[] = [
    ...[...(await departmentNames(ctx)).keys()].map((departmentId) => ({ departmentId })),
    ...administratorRoles.map((role) => ({ role })),
  ];
  let begun = 0;
  for (const of of all) if (!(await hasReviewSince(ctx.db, of, since)) && (await beginOne(ctx, of))) begun += 1;
  return begun;
};

/** Once an hour is often enough for what comes once a year. */
const everyMs = 3_600_000;
const looked = new WeakMap<object, number>();

/** Looks by the city's clock whether a review is due. */
export const reviewTick: Tick = {
  name: "identity/review.begin",
  run: async (ctx) => {
    const hour = Math.floor(ctx.clock.now().getTime() / everyMs);
    if (looked.get(ctx.deployment) === hour) return;
    looked.set(ctx.deployment, hour);
    await beginDue(ctx);
  },
};

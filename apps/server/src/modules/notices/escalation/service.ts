import type {
  EscalationChoices,
  EscalationIn,
  EscalationStep,
  EscalationVersion,
  NoticeEscalation,
} from "@chengyun/contracts";
import { permissions } from "@chengyun/contracts";
import type { Escalation, NoticeType } from "@chengyun/kernel";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { once } from "../../../platform/remember.ts";
import { listHeld } from "../../identity/account/index.ts";
import { listAllPosts, postId } from "../../identity/department/index.ts";
import { findNoticeType, noticesOf } from "../template/index.ts";
import { type EscalationRecord, findNewest, insertVersion, listNewest, listVersions } from "./store.ts";

const toStep = ({ after, to }: Escalation): EscalationStep => ({
  after: { amount: after.amount, kind: after.kind },
  to: to === "departments" || "permission" in to ? to : { post: postId(to.post) },
});

const declaredSteps = ({ escalates = [] }: NoticeType): EscalationStep[] => escalates.map(toStep);

/** Who is told next of a notice, step by step: the newest setting, or what it is declared with. */
export const stepsOf = async (ctx: Context, type: NoticeType): Promise<readonly EscalationStep[]> =>
  (await once(ctx, `steps of ${type.id}`, () => findNewest(ctx.db, type.id)))?.steps ?? declaredSteps(type);

type Plain = Omit<NoticeEscalation, "unheld">;

const toPlain = (type: NoticeType, set: EscalationRecord | undefined): Plain => ({
  type: type.id,
  version: set?.version ?? 0,
  steps: set?.steps ?? declaredSteps(type),
  declared: declaredSteps(type),
  ...(set === undefined ? {} : { setAt: set.at.toISOString() }),
});

/** Each with the steps that would tell nobody today: who held the post or the permission has gone since. */
const toShapes = async (ctx: Context, all: readonly Plain[]): Promise<NoticeEscalation[]> => {
  const named = all.flatMap(({ steps }) => steps.map(({ to }) => to));
  const held = await listHeld(ctx, {
    posts: named.flatMap((to) => (to === "departments" || "permission" in to ? [] : to.post)),
    permissions: named.flatMap((to) => (to === "departments" || !("permission" in to) ? [] : to.permission)),
  });
  const isHeld = (to: EscalationStep["to"]): boolean => {
    if (to === "departments") return true;
    return "permission" in to ? held.permissions.has(to.permission) : held.posts.has(to.post);
  };
  return all.map((one) => ({ ...one, unheld: one.steps.flatMap(({ to }, at) => (isHeld(to) ? [] : at)) }));
};

/** A notice that stands in the place of others is not told on itself. */
const canEscalate = ({ inner }: NoticeType): boolean => inner !== true;

/** Every notice that can be told on, with who is told next of it. */
export const listEscalations = async (ctx: Context): Promise<NoticeEscalation[]> => {
  const newest = await listNewest(ctx.db);
  const all = [...noticesOf(ctx).values()].filter(({ type }) => canEscalate(type));
  return toShapes(
    ctx,
    all.map(({ type }) => toPlain(type, newest.get(type.id))),
  );
};

/** Whom a step can name: posts of the city, and what a post may do. */
export const listChoices = async (ctx: Context): Promise<EscalationChoices> => ({
  posts: (await listAllPosts(ctx)).map(({ id, name, departmentName }) => ({ id, name, departmentName })),
  permissions: Object.entries(permissions).map(([id, name]) => ({ id, name })),
});

const getType = (ctx: Context, id: string): NoticeType => {
  const type = findNoticeType(ctx, id);
  if (type === undefined || !canEscalate(type)) throw new AppError("subject.not-found");
  return type;
};

const checkSteps = async (ctx: Context, steps: readonly EscalationStep[]): Promise<void> => {
  const posts = new Set((await listAllPosts(ctx)).map(({ id }) => id));
  const faults = steps.flatMap(({ to }, at) => {
    if (to === "departments") return [];
    const isThere = "permission" in to ? Object.hasOwn(permissions, to.permission) : posts.has(to.post);
    return isThere ? [] : [{ path: `body.steps.${at}.to`, code: "choice" }];
  });
  if (faults.length > 0) throw new AppError("escalation.invalid", { faults });
};

/** Sets who is told next, over the version its author saw. */
export const setEscalation = (
  outer: Context,
  id: string,
  wish: z.output<typeof EscalationIn>,
): Promise<NoticeEscalation> =>
  transact(outer, async (ctx) => {
    const type = getType(ctx, id);
    await checkSteps(ctx, wish.steps);
    const before = (await findNewest(ctx.db, id))?.version ?? 0;
    const set = { type: id, version: before + 1, steps: wish.steps, by: ctx.actor.id, at: ctx.clock.now() };
    if (wish.version !== before || !(await insertVersion(ctx.db, set)))
      throw new AppError("subject.stale", { current: { stage: "set", version: before } });
    await record(ctx, {
      type: "escalation.set",
      subject: { kind: "escalation", id },
      areaPath: "",
      departments: [],
      changes: { version: set.version, steps: wish.steps },
    });
    const [shape] = await toShapes(ctx, [toPlain(type, set)]);
    if (shape === undefined) throw new Error(`the escalation of ${id} went`);
    return shape;
  });

/** Every version of a notice's setting, newest first. */
export const listEscalationVersions = async (
  ctx: Context,
  id: string,
): Promise<z.output<typeof EscalationVersion>[]> => {
  getType(ctx, id);
  return (await listVersions(ctx.db, id)).map(({ version, steps, by, at }) => ({
    version,
    steps,
    by,
    at: at.toISOString(),
  }));
};

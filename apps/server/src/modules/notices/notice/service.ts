import type { NoticeShape } from "@chengyun/contracts";
import { isInScope, isMachine, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { findSubject } from "../../../platform/subject.ts";
import { postsById } from "../../identity/department/index.ts";
import { settleHeld, updateSeen } from "../delivery/index.ts";
import type { Reader, ReadNotice } from "./model.ts";
import { acknowledgeAll, findNotice, insertRead, insertWatch, listNotices, listOwn, removeWatch } from "./store.ts";

/** Who sees all departments is still told only what goes to the one their post is of. */
const departmentsOf = async (ctx: Context): Promise<readonly string[]> => {
  const { actor } = ctx;
  if (isMachine(actor)) return [];
  if (actor.departments !== "all") return actor.departments;
  if (actor.kind !== "person") return [];
  const department = (await postsById(ctx, [actor.postId])).get(actor.postId)?.departmentId;
  return department === undefined ? [] : [department];
};

const readerOf = async (ctx: Context): Promise<Reader> => {
  const { actor } = ctx;
  if (isMachine(actor)) throw new AppError("permission.missing");
  const departments = await departmentsOf(ctx);
  const posts = actor.kind === "person" ? [actor.postId] : [];
  return { id: actor.id, areaPath: actor.areaPath, permissions: [...actor.permissions], departments, posts };
};

const toShape = (notice: ReadNotice): NoticeShape => ({
  id: notice.id,
  type: notice.type,
  text: notice.text,
  ...(notice.long === undefined ? {} : { long: notice.long }),
  at: notice.at.toISOString(),
  subject: notice.subject,
  urgent: notice.urgent,
  step: notice.step,
  ...(notice.readAt === undefined ? {} : { readAt: notice.readAt.toISOString() }),
  ...(notice.acknowledge
    ? {
        acknowledge: {
          ...(notice.acknowledgeBy === undefined ? {} : { by: notice.acknowledgeBy.toISOString() }),
          ...(notice.acknowledgedAt === undefined ? {} : { at: notice.acknowledgedAt.toISOString() }),
        },
      }
    : {}),
});

/** One page of what was told to the asker, newest first. */
export const listOwnNotices = async (
  ctx: Context,
  wish: {
    unread: boolean | undefined;
    type: string | undefined;
    waiting: boolean;
    before: string | undefined;
    limit: number;
  },
): Promise<{ items: NoticeShape[]; next?: string }> => {
  const rows = await listNotices(ctx.db, await readerOf(ctx), { ...wish, limit: wish.limit + 1 });
  const items = rows.slice(0, wish.limit).map(toShape);
  const last = items.at(-1);
  return rows.length > wish.limit && last !== undefined ? { items, next: last.id } : { items };
};

const readIn = async (ctx: Context, reader: Reader, found: ReadNotice): Promise<ReadNotice> => {
  const at = ctx.clock.now();
  if (!(await insertRead(ctx.db, { id: found.id, readerId: reader.id, at }))) return found;
  await updateSeen(ctx.db, { noticeIds: [found.id], personId: reader.id, at, state: "shown" });
  await settleHeld(ctx.db, found.id, reader.id);
  const { areaPath, departments, id } = found;
  await record(ctx, { type: "notice.read", subject: { kind: "notice", id }, areaPath, departments, changes: {} });
  return { ...found, readAt: at };
};

const getOwn = async (ctx: Context, reader: Reader, id: string): Promise<ReadNotice> => {
  const found = await findNotice(ctx.db, reader, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** Notes that the asker has read a notice; only the first time counts. Fails with `subject.not-found` when it is not theirs. */
export const readNotice = (outer: Context, id: string): Promise<NoticeShape> =>
  transact(outer, async (ctx) => {
    const reader = await readerOf(ctx);
    return toShape(await readIn(ctx, reader, await getOwn(ctx, reader, id)));
  });

/** The asker has taken note, for everyone it was told to: nobody further is told. */
export const acknowledgeNotice = (outer: Context, id: string): Promise<NoticeShape> =>
  transact(outer, async (ctx) => {
    const reader = await readerOf(ctx);
    const found = await readIn(ctx, reader, await getOwn(ctx, reader, id));
    if (!found.acknowledge) throw new AppError("subject.wrong-stage");
    const at = ctx.clock.now();
    const first = found.origin ?? found.id;
    if (await acknowledgeAll(ctx.db, first, { personId: reader.id, at })) {
      await updateSeen(ctx.db, { noticeIds: [id], personId: reader.id, at, state: "acknowledged" });
      const { areaPath, departments } = found;
      const subject = { kind: "notice", id: first };
      await record(ctx, { type: "notice.acknowledged", subject, areaPath, departments, changes: { step: found.step } });
    }
    return toShape({ ...(await getOwn(ctx, reader, id)) });
  });

/** Notices came into the asker's sight: their receipts say so. Those that are not theirs are passed over. */
export const showNotices = (outer: Context, ids: readonly string[]): Promise<void> =>
  transact(outer, async (ctx) => {
    const reader = await readerOf(ctx);
    const noticeIds = await listOwn(ctx.db, reader, ids);
    await updateSeen(ctx.db, { noticeIds, personId: reader.id, at: ctx.clock.now(), state: "shown" });
  });

const checkSeen = async (ctx: Context, { kind, id }: { kind: string; id: string }): Promise<void> => {
  const subject = await findSubject(ctx.db, id);
  const flow = subject === undefined ? undefined : ctx.flows.get(subject.flow);
  if (subject?.kind !== kind || flow === undefined || !isPermitted(ctx.actor, `${flow.plural}.read`))
    throw new AppError("subject.not-found");
  if (!isInScope(ctx.actor, subject, flow.scope)) throw new AppError("subject.not-found");
};

/** The asker is told of what happens to a subject from now on, or no longer. */
export const setWatch = async (ctx: Context, watch: { kind: string; id: string }, on: boolean): Promise<void> => {
  if (ctx.actor.kind !== "person") throw new AppError("permission.missing");
  await checkSeen(ctx, watch);
  if (on) await insertWatch(ctx.db, { ...watch, personId: ctx.actor.id, at: ctx.clock.now() });
  else await removeWatch(ctx.db, watch.id, ctx.actor.id);
};

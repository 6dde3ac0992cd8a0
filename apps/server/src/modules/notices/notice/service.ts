import type { NoticeShape } from "@chengyun/contracts";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { postsById } from "../../identity/department/index.ts";
import type { Reader, ReadNotice } from "./model.ts";
import { findNotice, insertRead, listNotices } from "./store.ts";

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
  return { id: actor.id, areaPath: actor.areaPath, permissions: [...actor.permissions], departments };
};

const toShape = (notice: ReadNotice): NoticeShape => ({
  id: notice.id,
  type: notice.type,
  text: notice.text,
  at: notice.at.toISOString(),
  subject: notice.subject,
  ...(notice.readAt === undefined ? {} : { readAt: notice.readAt.toISOString() }),
});

/** One page of what was told to the asker, newest first. */
export const listOwnNotices = async (
  ctx: Context,
  wish: { unread: boolean | undefined; before: string | undefined; limit: number },
): Promise<{ items: NoticeShape[]; next?: string }> => {
  const rows = await listNotices(ctx.db, await readerOf(ctx), { ...wish, limit: wish.limit + 1 });
  const items = rows.slice(0, wish.limit).map(toShape);
  const last = items.at(-1);
  return rows.length > wish.limit && last !== undefined ? { items, next: last.id } : { items };
};

/** Notes that the asker has read a notice; only the first time counts. Fails with `subject.not-found` when it is not theirs. */
export const readNotice = (outer: Context, id: string): Promise<NoticeShape> =>
  transact(outer, async (ctx) => {
    const reader = await readerOf(ctx);
    const found = await findNotice(ctx.db, reader, id);
    if (found === undefined) throw new AppError("subject.not-found");
    const at = ctx.clock.now();
    const read = toShape({ ...found, readAt: found.readAt ?? at });
    if (!(await insertRead(ctx.db, { id, readerId: reader.id, at }))) return read;
    const { areaPath, departments } = found;
    await record(ctx, { type: "notice.read", subject: { kind: "notice", id }, areaPath, departments, changes: {} });
    return read;
  });

import type { MapView, MapViewIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { postsById } from "../../identity/department/index.ts";
import { findView, keepView, listViews, removeView, type ViewRow } from "./store.ts";

/** Department of the post somebody acts in; a key has none. */
const ownDepartment = async ({ actor, ...ctx }: Context): Promise<string | undefined> =>
  actor.kind === "person"
    ? (await postsById({ ...ctx, actor }, [actor.postId])).get(actor.postId)?.departmentId
    : undefined;

const toView = (ctx: Context, row: ViewRow): MapView => ({
  id: row.id,
  name: row.name,
  query: row.query,
  shared: row.shared,
  own: row.ownerId === ctx.actor.id,
  changedAt: row.changedAt.toISOString(),
});

/** Views of the asker's own and those their department shares, by name. */
export const listOwnViews = async (ctx: Context): Promise<MapView[]> =>
  (await listViews(ctx.db, ctx.actor.id, await ownDepartment(ctx))).map((row) => toView(ctx, row));

/** Whose view it is, it is; somebody else's can be looked through and not changed. */
const getOwnView = async (ctx: Context, id: string): Promise<ViewRow> => {
  const found = await findView(ctx.db, id);
  if (found?.ownerId !== ctx.actor.id) throw new AppError("subject.not-found");
  return found;
};

const recordView = (ctx: Context, row: ViewRow, type: string, changes: Readonly<Record<string, unknown>>) =>
  record(ctx, {
    type,
    subject: { kind: "map-view", id: row.id },
    areaPath: "",
    departments: row.departmentId === undefined ? [] : [row.departmentId],
    changes,
  });

/** Keeps a view, new or over one's own. */
export const keepOwnView = (outer: Context, { id, ...view }: z.output<typeof MapViewIn>): Promise<MapView> =>
  transact(outer, async (ctx) => {
    if (id !== undefined) await getOwnView(ctx, id);
    const row: ViewRow = {
      ...view,
      id: id ?? newId(),
      ownerId: ctx.actor.id,
      departmentId: await ownDepartment(ctx),
      changedAt: ctx.clock.now(),
    };
    await keepView(ctx.db, row);
    await recordView(ctx, row, "map-view.kept", { name: view.name, shared: view.shared, query: view.query });
    return toView(ctx, row);
  });

export const removeOwnView = (outer: Context, id: string): Promise<void> =>
  transact(outer, async (ctx) => {
    const found = await getOwnView(ctx, id);
    await removeView(ctx.db, id);
    await recordView(ctx, found, "map-view.removed", { name: found.name });
  });

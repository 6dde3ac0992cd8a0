import type { CaseView, CaseViewIn } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { postsById } from "../../identity/department/index.ts";
import { findView, findViewsNaming, keepView, listViews, removeView, type ViewRow } from "./view-store.ts";

/** Department of the post somebody acts in; a key has none. */
const ownDepartment = async ({ actor, ...ctx }: Context): Promise<string | undefined> =>
  actor.kind === "person"
    ? (await postsById({ ...ctx, actor }, [actor.postId])).get(actor.postId)?.departmentId
    : undefined;

const toView = (ctx: Context, row: ViewRow): CaseView => ({
  id: row.id,
  name: row.name,
  query: row.query,
  columns: [...row.columns],
  shared: row.shared,
  own: row.ownerId === ctx.actor.id,
  changedAt: row.changedAt.toISOString(),
});

/** Views of the asker's own and those their department shares, by name. */
export const listOwnViews = async (ctx: Context): Promise<CaseView[]> =>
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
    subject: { kind: "view", id: row.id },
    areaPath: "",
    departments: row.departmentId === undefined ? [] : [row.departmentId],
    changes,
  });

/** Keeps a view, new or over one's own. */
export const keepOwnView = (outer: Context, { id, ...view }: z.output<typeof CaseViewIn>): Promise<CaseView> =>
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
    await recordView(ctx, row, "view.kept", { name: view.name, shared: view.shared, filters: view.query });
    return toView(ctx, row);
  });

export const removeOwnView = (outer: Context, id: string): Promise<void> =>
  transact(outer, async (ctx) => {
    const found = await getOwnView(ctx, id);
    await removeView(ctx.db, id);
    await recordView(ctx, found, "view.removed", { name: found.name });
  });

/**
 * Kept lists that name one of some categories. Those the asker may open are named; of the others it is told that they
 * are there.
 */
export const listViewsNaming = async (
  ctx: Context,
  categories: readonly string[],
): Promise<{ name: string | undefined; categories: string[] }[]> => {
  const own = await ownDepartment(ctx);
  const opens = ({ ownerId, shared, departmentId }: ViewRow): boolean =>
    ownerId === ctx.actor.id || (shared && departmentId !== undefined && departmentId === own);
  return (await findViewsNaming(ctx.db, categories)).map((row) => ({
    name: opens(row) ? row.name : undefined,
    categories: (row.query["category"] ?? "").split(","),
  }));
};

import { formatReceipt } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { getSignedProof, toLeaf } from "../log/index.ts";
import { type EntryRow, findOne } from "./store.ts";

const canonical = (value: unknown): string => canonicalize(value) ?? "null";

const write = async (ctx: Context, row: EntryRow & { leaf: number }, withChanges: boolean): Promise<string> => {
  const leaf = toLeaf(row);
  const { salt, changes } = row;
  const entry =
    withChanges && salt !== null && changes !== null ? { ...leaf, salt: salt.toString("hex"), changes } : leaf;
  return formatReceipt(canonical, { entry, ...(await getSignedProof(ctx, row.position)) });
};

/** Receipt of an entry in the actor's scope (C2SP tlog-proof): its leaf alone, nothing of what it changed. */
export const getReceipt = async (ctx: Context, position: number): Promise<string> => {
  const row = await findOne(ctx.db, { position });
  if (row === undefined) throw new AppError("request.not-found");
  const scope = [...ctx.flows.values()].some((flow) => flow.kind === row.subject_kind && flow.scope === "area");
  const owned = { areaPath: row.area_path, departments: row.departments };
  if (!isInScope(ctx.actor, owned, scope ? "area" : undefined)) throw new AppError("request.not-found");
  return write(ctx, row, false);
};

/**
 * Receipt of the first entry of a type about a subject, with its changes: for whom they concern, which the caller has
 * made sure of. Undefined until the entry has its position.
 */
export const findOwnReceipt = async (
  ctx: Context,
  of: { readonly subject: string; readonly type: string },
): Promise<{ receipt: string; changes: Readonly<Record<string, unknown>> } | undefined> => {
  const row = await findOne(ctx.db, of);
  return row === undefined ? undefined : { receipt: await write(ctx, row, true), changes: row.changes ?? {} };
};

import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { kinOf, listOffered } from "../category/index.ts";
import { categoriesOfKind, findKind, suggestCategory } from "../kind/index.ts";
import { findWaitingKind, type Meant } from "../likeness/index.ts";

/** A picture that says what kind of problem it is: "something else" says nothing. */
const sayingKind = (id: string | undefined): string | undefined =>
  (findKind(id)?.words ?? []).length > 0 ? id : undefined;

interface Told {
  readonly category: string | undefined;
  readonly kind: string | undefined;
}

/** A waiting report is of its category, else of each that its picture stands for and of that for which its words speak. */
export const meantByWaiting = async (
  ctx: Context,
  offered: readonly CaseType[],
  { category, kind }: Told,
  words: string,
): Promise<Meant> => {
  const suggested = suggestCategory(offered, { kind, words });
  const may = [...categoriesOfKind(offered, kind).map(({ id }) => id), ...(suggested === undefined ? [] : [suggested])];
  const ids = category === undefined ? may : [category];
  return { categories: await kinOf(ctx, ids), kind: sayingKind(kind) };
};

/**
 * What is asked of is of the category the officer says; until they say one, of each for which the picture stands of the
 * waiting report that it is.
 */
export const meantByAsked = async (
  ctx: Context,
  { category, waiting }: { readonly category?: string | undefined; readonly waiting?: string | undefined },
): Promise<Meant> => {
  const kind = waiting === undefined ? undefined : await findWaitingKind(ctx.db, waiting);
  const may = category === undefined && kind !== undefined ? categoriesOfKind(await listOffered(ctx), kind) : [];
  const ids = category === undefined ? may.map(({ id }) => id) : [category];
  return { categories: await kinOf(ctx, ids), kind: sayingKind(kind) };
};

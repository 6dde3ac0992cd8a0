import type { LeftOutClasses } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { findFormShape } from "../../flows/form/index.ts";
import { listLeftOut } from "../category/index.ts";
import { listViewsNaming } from "../list/index.ts";
import { listRules, namedIn } from "../routing/index.ts";

const formNames = async (ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, Label>> => {
  const names = new Map<string, Label>();
  for (const id of new Set(ids)) names.set(id, (await findFormShape(ctx, id, undefined))?.name ?? { zh: id, en: id });
  return names;
};

/** Classes that a version leaves out, those that something names first, each with what names it. */
export const readLeftOut = async (ctx: Context, versionId: string): Promise<LeftOutClasses> => {
  const classes = await listLeftOut(ctx, versionId);
  const attached = await ctx.forms.ofCategories(ctx);
  const forms = await formNames(
    ctx,
    classes.flatMap(({ id }) => attached.get(id) ?? []),
  );
  const rules = (await listRules(ctx.db)).map(({ name, condition }) => ({ name, named: namedIn(condition) }));
  const views = await listViewsNaming(
    ctx,
    classes.map(({ id }) => id),
  );
  const items = classes.map(({ id, key, name }) => {
    const form = forms.get(attached.get(id) ?? "");
    const lists = views.filter(({ categories }) => categories.includes(id));
    return {
      key,
      className: name,
      forms: form === undefined ? [] : [form],
      rules: rules.filter(({ named }) => named.includes(id)).map((rule) => rule.name),
      lists: lists.flatMap((list) => list.name ?? []),
      others: lists.filter((list) => list.name === undefined).length,
    };
  });
  const weight = ({ forms: asked, rules: ruled, lists, others }: (typeof items)[number]): number =>
    Math.min(1, asked.length + ruled.length + lists.length + others);
  return { items: items.sort((one, other) => weight(other) - weight(one)) };
};

import type { ClassCounts, Recoded } from "@chengyun/contracts";
import type { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { openStages } from "../case/index.ts";
import { categoryId, getVersion, listClasses, mappedTo } from "../dictionary/index.ts";
import { recodeCase } from "./recode.ts";
import { countByCategory, listOpen } from "./store.ts";

const countBy = (categories: readonly string[]): { category: string; cases: number }[] => {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].map(([category, cases]) => ({ category, cases })).sort((one, other) => other.cases - one.cases);
};

/**
 * Re-codes the open cases of an older version by the mapping to this one. Closed cases keep the class they were closed
 * under. Run again it finds nothing more to do.
 */
export const recodeOpen = (outer: Context, toId: string, fromId: string): Promise<z.infer<typeof Recoded>> =>
  transact(outer, async (ctx) => {
    const [from, to] = [await getVersion(ctx, fromId), await getVersion(ctx, toId)];
    if (to.stage !== "in-force") throw new AppError("subject.wrong-stage");
    const mapping = await mappedTo(ctx, to.id);
    const categories = (await listClasses(ctx.db, from.id)).map(({ key }) => categoryId(from, key));
    const open = await listOpen(ctx.db, { categories, stages: openStages });
    const left: string[] = [];
    let recoded = 0;
    for (const { id, category } of open) {
      const key = mapping.get(category);
      if (key === undefined) left.push(category);
      else {
        await recodeCase(ctx, id, categoryId(to, key));
        recoded += 1;
      }
    }
    return { recoded, left: countBy(left) };
  });

/** Cases by class of a version over any span: those of other versions count where the mappings put them. */
export const countClasses = async (
  ctx: Context,
  versionId: string,
  span: { readonly since?: Date | undefined; readonly until?: Date | undefined },
): Promise<z.infer<typeof ClassCounts>> => {
  const version = await getVersion(ctx, versionId);
  const mapping = await mappedTo(ctx, version.id);
  const classes = await listClasses(ctx.db, version.id);
  const own = new Map(classes.map(({ key }) => [categoryId(version, key), key]));
  const reach = isMachine(ctx.actor) ? { areaPath: "", departments: "all" as const } : ctx.actor;
  const counts = new Map<string, number>();
  const elsewhere: { category: string; cases: number }[] = [];
  let total = 0;
  for (const { category, cases } of await countByCategory(ctx.db, {
    ...span,
    areaPath: reach.areaPath,
    departments: reach.departments,
  })) {
    const key = own.get(category) ?? mapping.get(category);
    total += cases;
    if (key === undefined) elsewhere.push({ category, cases });
    else counts.set(key, (counts.get(key) ?? 0) + cases);
  }
  return {
    items: classes.flatMap(({ key, name }) => {
      const cases = counts.get(key);
      return cases === undefined ? [] : [{ key, name, cases }];
    }),
    elsewhere,
    total,
  };
};

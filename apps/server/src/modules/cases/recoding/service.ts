import type { ClassCounts, Recoded } from "@chengyun/contracts";
import type { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { openStages } from "../case/index.ts";
import { categoryId, getVersion, listClasses, mappedTo, today } from "../dictionary/index.ts";
import { finishRun, startRun } from "./run.ts";
import { countByCategory, countOpen, type Reach } from "./store.ts";

const reachOfActor = ({ actor }: Context): Reach =>
  isMachine(actor)
    ? { areaPath: "", departments: "all" }
    : { areaPath: actor.areaPath, departments: actor.departments };

const sum = (rows: readonly { readonly cases: number }[]): number => rows.reduce((all, { cases }) => all + cases, 0);

/**
 * Re-codes the open cases of an older version by the mapping to this one, those within the keeper's area, batch by
 * batch: what a killed process leaves is gone on with. Closed cases keep the class they were closed under. Run again
 * it finds nothing more to do.
 */
export const recodeOpen = async (ctx: Context, toId: string, fromId: string): Promise<z.infer<typeof Recoded>> => {
  const [from, to] = [await getVersion(ctx, fromId), await getVersion(ctx, toId)];
  if (to.stage !== "in-force") throw new AppError("subject.wrong-stage");
  // Until its day new cases are of the version before it: what was re-coded now would stand alone among them.
  if ((to.from ?? "") > today(ctx))
    throw new AppError("dictionary.not-yet", { faults: [{ path: "id", code: "ahead", text: to.from ?? "" }] });
  const reach = reachOfActor(ctx);
  const recoded = await finishRun(ctx, await startRun(ctx, from.id, to.id, reach));
  const categories = (await listClasses(ctx.db, from.id)).map(({ key }) => categoryId(from, key));
  const open = { categories, stages: openStages };
  const left = await countOpen(ctx.db, { ...open, ...reach });
  const everywhere = await countOpen(ctx.db, { ...open, areaPath: "", departments: "all" });
  return { recoded, left, elsewhere: sum(everywhere) - sum(left) };
};

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
  const reach = reachOfActor(ctx);
  const counts = new Map<string, number>();
  const elsewhere: { category: string; cases: number }[] = [];
  let total = 0;
  for (const { category, cases } of await countByCategory(ctx.db, {
    ...span,
    ...reach,
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

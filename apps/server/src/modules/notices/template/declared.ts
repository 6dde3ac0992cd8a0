import { checkNotice, type NoticeType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { ModuleNotice } from "../../../platform/module.ts";
import type { Registry } from "../../../platform/registry.ts";

const byRegistry = new WeakMap<Registry, ReadonlyMap<string, ModuleNotice>>();

/** Says which notices there are in a build; what is declared wrongly or twice is a fault of the build. */
export const declareNotices = (registry: Registry, declared: readonly ModuleNotice[]): void => {
  const known = new Map<string, ModuleNotice>();
  const faults = declared.flatMap(({ type }) => checkNotice(type));
  for (const one of declared) {
    if (known.has(one.type.id)) faults.push(`two notices are called ${one.type.id}`);
    known.set(one.type.id, one);
  }
  if (faults.length > 0) throw new Error(faults.join("; "));
  byRegistry.set(registry, known);
};

/** Every notice that modules and packs declare, by id. */
export const noticesOf = (ctx: Pick<Context, "deployment">): ReadonlyMap<string, ModuleNotice> =>
  byRegistry.get(ctx.deployment.registry) ?? new Map();

/** The type of a notice; undefined when its pack is gone. */
export const findNoticeType = (ctx: Pick<Context, "deployment">, id: string): NoticeType | undefined =>
  noticesOf(ctx).get(id)?.type;

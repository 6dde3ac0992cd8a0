import type { CaseType } from "@chengyun/kernel";
import { change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findCase, routeAgain, updateCase } from "../case/index.ts";

/**
 * Gives an open case the class that another version of its dictionary has for it. Clocks that run, limits and the
 * condition it was filed under stay as they are; what it may do without and which forms it asks follow the class.
 * Rules that read the category are asked again, as after any other change of it.
 */
export const recodeCase = async (ctx: Context, id: string, type: CaseType): Promise<void> => {
  await change(ctx, { kind: "case", id }, "recode", {
    apply: async (inner) => {
      const found = await findCase(inner.db, id);
      await updateCase(inner.db, id, { category: type.id });
      return {
        changes: { category: type.id, before: found?.category },
        waives: type.waives ?? [],
        forms: type.forms ?? {},
      };
    },
  });
  await routeAgain(ctx, id);
};

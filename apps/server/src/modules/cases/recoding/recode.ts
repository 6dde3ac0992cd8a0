import { change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findCase, updateCase } from "../case/index.ts";

/**
 * Gives an open case the class that another version of its dictionary has for it. Clocks that run, limits and the
 * condition it was filed under stay as they are.
 */
export const recodeCase = async (ctx: Context, id: string, to: string): Promise<void> => {
  await change(ctx, { kind: "case", id }, "recode", {
    apply: async (inner) => {
      const found = await findCase(inner.db, id);
      await updateCase(inner.db, id, { category: to });
      return { changes: { category: to, before: found?.category } };
    },
  });
};

import type { ModuleNotice } from "../../../platform/module.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { tell } from "./tell.ts";

/** The one reaction that tells what modules declared; the same entry never tells the same thing twice. */
export const tellNotices = (declared: readonly ModuleNotice[]): Reaction => {
  const caused = declared.filter(({ type }) => type.inner !== true);
  return {
    name: "notices/notice.tell",
    on: [...new Set(caused.map(({ type }) => type.on))],
    together: true,
    react: async (ctx, entry) => {
      for (const one of caused) if (one.type.on === entry.type) await tell(ctx, one, entry);
    },
  };
};

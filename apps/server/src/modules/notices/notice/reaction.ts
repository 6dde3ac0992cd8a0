import type { ModuleNotice } from "../../../platform/module.ts";
import type { PositionedEntry, Reaction } from "../../../platform/reaction.ts";
import { tellAll } from "./tell.ts";

/** The one reaction that tells what modules declared; the same entry never tells the same thing twice. */
export const tellNotices = (declared: readonly ModuleNotice[]): Reaction => {
  const caused = declared.filter(({ type }) => type.inner !== true);
  const causedBy = (entry: PositionedEntry) =>
    caused.filter(({ type }) => type.on === entry.type).map((one) => ({ one, entry }));
  return {
    name: "notices/notice.tell",
    on: [...new Set(caused.map(({ type }) => type.on))],
    together: true,
    react: (ctx, entry) => tellAll(ctx, causedBy(entry)),
    reactAll: (ctx, entries) => tellAll(ctx, entries.flatMap(causedBy)),
  };
};

import type { FactValues } from "@chengyun/kernel";
import { change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { cityCase, getCase, type StandingCase, updateCase } from "../case/index.ts";

/** What whoever reported says of the mending. */
export interface Word {
  readonly report: { readonly id: string; readonly no?: string | undefined };
  readonly fixed: boolean;
  /** An officer was told it on the telephone; false: they said it themselves. */
  readonly called: boolean;
  /** Where their own words lie in the vault. */
  readonly textId?: string | undefined;
  readonly more?: FactValues;
}

/** A "not fixed" that somebody said themselves is theirs to take back: no officer's call says otherwise of the same mending. */
export const yields = (
  { heard, fixed }: Pick<StandingCase, "heard" | "fixed">,
  word: Pick<Word, "called" | "fixed">,
): boolean =>
  word.called &&
  word.fixed &&
  heard !== undefined &&
  !heard.called &&
  !heard.fixed &&
  (fixed === undefined || heard.at >= fixed.at);

/**
 * Writes down a word about the mending: an entry of the case each time, with the report it came with. The newest is what
 * the case says, unless it yields to one that was said in person. Answers whether it counts.
 */
export const hearWord = async (ctx: Context, caseId: string, word: Word): Promise<boolean> => {
  let counts = true;
  const { report, fixed, called, textId, more = {} } = word;
  const no = report.no === undefined ? {} : { "report-no": report.no };
  const said = { "said-fixed": fixed ? "yes" : "no", ...more };
  await change(ctx, { kind: cityCase.kind, id: caseId }, "hear", {
    facts: { ...said, ...no },
    apply: async (inner, { id }) => {
      const found = await getCase(inner, id);
      counts = !yields(found, word);
      const { comment: _, ...kept } = said as FactValues;
      if (counts)
        await updateCase(inner.db, id, {
          facts: { ...found.facts, ...kept },
          heard: { at: inner.clock.now(), fixed, called, reportId: report.id },
        });
      const words = textId === undefined ? {} : { "said-words": textId };
      return { changes: { reportId: report.id, ...words, ...(counts ? {} : { yields: true }) } };
    },
  });
  return counts;
};

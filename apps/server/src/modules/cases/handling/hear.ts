import { type FactValues, writeReportNo } from "@chengyun/kernel";
import { isMachine, isPermitted, system } from "../../../platform/actor.ts";
import { change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { cityCase, getCase, type StandingCase, updateCase } from "../case/index.ts";
import { moveCase } from "./move.ts";

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

/** What became of a word: whether the case says it now, and whether the case was opened again by it. */
export interface Heard {
  readonly counts: boolean;
  readonly reopened: boolean;
}

const notFixed = "市民反映问题未解决";

/** Opens a case again because of a word: the right to it is the citizen's, whoever wrote the word down. */
const reopenFor = async (ctx: Context, { id, departmentId }: StandingCase): Promise<void> => {
  const may = isMachine(ctx.actor) || isPermitted(ctx.actor, cityCase.moves.reopen.by);
  const by = may ? ctx : { ...ctx, actor: system("cases/return-call") };
  await moveCase(by, id, departmentId === undefined ? "reopen-nobodys" : "reopen", { reason: notFixed });
};

/**
 * Writes down a word about the mending: an entry of the case each time, with the report it came with. The newest is what
 * the case says, unless it yields to one that was said in person. "Not fixed" opens a closed case again, on the telephone
 * as in person.
 */
export const hearWord = async (ctx: Context, caseId: string, word: Word): Promise<Heard> => {
  let counts = true;
  const { report, fixed, called, textId, more = {} } = word;
  const no = report.no === undefined ? {} : { "report-no": writeReportNo(report.no) };
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
  const found = await getCase(ctx, caseId);
  const reopened = counts && !fixed && found.stage === "closed";
  if (reopened) await reopenFor(ctx, found);
  return { counts, reopened };
};

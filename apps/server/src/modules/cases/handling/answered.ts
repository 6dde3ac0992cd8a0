import type { Case } from "@chengyun/contracts";
import type { FactTable } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { findFormShape, listAnswersOf } from "../../flows/form/index.ts";
import { wordsOf } from "../../flows/timeline/index.ts";

/** What was answered to forms with the moves of a case, each to the version it was given to. */
export const answeredOf = async (ctx: Context, id: string): Promise<Case["answered"]> => {
  const found: Case["answered"] = [];
  for (const { form: key, version, move, at, answers } of await listAnswersOf(ctx.db, id)) {
    const form = await findFormShape(ctx, key, version);
    if (form === undefined || Object.keys(answers).length === 0) continue;
    const words = await wordsOf(ctx, form.facts as FactTable, [answers]);
    found.push({ form, move, at: at.toISOString(), answers: { ...answers }, words });
  }
  return found;
};

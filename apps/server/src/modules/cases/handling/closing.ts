import { type CaseCondition, type CaseType, conditionsOf, type FactValues, type Label } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { type Categories, categoriesOf, conditionIn, writtenAs } from "./filing.ts";

/** A written closing condition (结案条件) a case may be verified under, and how the case keeps that it was. */
interface Closing {
  readonly id: string;
  readonly words: Label;
  readonly kept: string;
}

type Told = Pick<StandingCase, "category" | "facts">;

/** Those of the condition it was filed under, then the others of its category, the same words once. */
const closingsOf = (
  type: CaseType,
  filed: { readonly kept: string; readonly condition: CaseCondition } | undefined,
) => {
  const own = conditionsOf(type).map(
    (condition): Closing => ({ id: condition.id, words: condition.closes, kept: writtenAs(type, condition) }),
  );
  const first = own.find(({ kept }) => kept === filed?.kept);
  const before: readonly Closing[] =
    filed === undefined ? [] : [first ?? { id: filed.kept, words: filed.condition.closes, kept: filed.kept }];
  return [...new Map([...own, ...before].reverse().map((one) => [one.words.zh, one])).values()].sort(
    (one, other) =>
      Number(other.kept === filed?.kept) - Number(one.kept === filed?.kept) || (one.id < other.id ? -1 : 1),
  );
};

/** Closing conditions a case can be verified under, its own first; none where its category is nobody's any more. */
export const closingsIn = (categories: Categories, { category, facts }: Told): readonly Closing[] => {
  const type = categories.get(category);
  if (type === undefined) return [];
  const condition = conditionIn(categories, facts);
  return closingsOf(type, condition === undefined ? undefined : { kept: String(facts["condition"]), condition });
};

/**
 * What a case keeps of the closing condition that was seen to be met. Fails with `dictionary.no-closing`, naming the
 * place, when none of the written ones is meant: what is said besides is a remark.
 */
export const closeUnder = async (ctx: Context, found: Told, given: FactValues): Promise<FactValues> => {
  const closings = closingsIn(await categoriesOf(ctx, [found]), found);
  const said = String(given["closing-condition"]).trim();
  if (closings.length === 0) return {};
  const meant =
    closings.find(({ id, kept }) => id === said || kept === said) ??
    closings.find(({ words }) => words.zh === said || words.en === said);
  if (meant === undefined)
    throw new AppError("dictionary.no-closing", { faults: [{ path: "facts.closing-condition", code: "choice" }] });
  return { "closing-condition": meant.words.zh, closing: meant.kept };
};

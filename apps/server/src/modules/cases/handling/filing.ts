import { type CaseCondition, type CaseType, conditionsOf, type FactValues, limitsOf } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Applied } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { findCategories, findCategory } from "../category/index.ts";

/** Condition of a category as a case keeps it: re-coding to another version of the dictionary leaves it as it was. */
export const writtenAs = (type: CaseType, condition: CaseCondition): string => `${type.id}#${condition.id}`;

/** The condition of a category that somebody means: by its id, alone or with the category's, or its words; nothing said means the only one there is. */
const conditionMeant = (type: CaseType, said: string): CaseCondition | undefined => {
  const conditions = conditionsOf(type);
  const words = said.trim();
  if (words === "" && conditions.length === 1) return conditions[0];
  return (
    conditions.find((one) => one.id === words || writtenAs(type, one) === words) ??
    conditions.find(({ files }) => files.zh === words || files.en === words)
  );
};

const readCondition = (facts: FactValues): { readonly category: string; readonly id: string } | undefined => {
  const [category, id] = String(facts["condition"] ?? "").split("#");
  return category === undefined || id === undefined ? undefined : { category, id };
};

/** Categories by id: those a case names. */
export type Categories = ReadonlyMap<string, CaseType>;

/** The categories that cases name: what each is of, and what it was when it was filed. */
export const categoriesOf = (
  ctx: Context,
  cases: readonly Pick<StandingCase, "category" | "facts">[],
): Promise<Categories> =>
  findCategories(
    ctx,
    cases.flatMap(({ category, facts }) => [category, readCondition(facts)?.category ?? []].flat()),
  );

/** The condition a case was filed under, whatever its category is called by now; undefined before it was filed. */
export const conditionIn = (categories: Categories, facts: FactValues): CaseCondition | undefined => {
  const filed = readCondition(facts);
  const type = categories.get(filed?.category ?? "");
  return type === undefined ? undefined : conditionsOf(type).find((condition) => condition.id === filed?.id);
};

/**
 * What a case keeps of the condition it is filed under, and the limits that count from then on. Fails with
 * `dictionary.no-condition`, naming the place, when none of the written ones is meant: words of one's own are a remark, no condition.
 */
export const fileAs = (
  type: CaseType,
  said: string,
  path: string,
): Required<Pick<Applied, "limits">> & { readonly told: { "filing-condition": string; condition: string } } => {
  const condition = conditionMeant(type, said);
  if (condition === undefined) throw new AppError("dictionary.no-condition", { faults: [{ path, code: "choice" }] });
  return {
    told: { "filing-condition": condition.files.zh, condition: writtenAs(type, condition) },
    limits: limitsOf(type, condition),
  };
};

/**
 * Files a case under one written condition of its category: from then on its limits and its closing condition count.
 * It is kept with its words, whether it was named by them or by its id.
 */
export const fileUnder = async (
  ctx: Context,
  found: StandingCase,
  facts: FactValues,
): Promise<{ set: { facts: FactValues }; applied: Applied } | undefined> => {
  const type = await findCategory(ctx, found.category);
  if (type === undefined) return undefined;
  const { told, limits } = fileAs(type, String(facts["filing-condition"]), "facts.filing-condition");
  return { set: { facts: { ...found.facts, ...facts, ...told } }, applied: { limits, changes: told } };
};

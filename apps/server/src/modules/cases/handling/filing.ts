import type { MoveOffer } from "@chengyun/contracts";
import {
  type CaseCondition,
  type CaseType,
  conditionsOf,
  type FactValues,
  type Label,
  type Limit,
  limitsOf,
  timeKindNames,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Applied } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { findCategory } from "../dictionary/index.ts";

/** The offer to file with the written conditions to choose from, each with its limit, where a category has several. */
export const withConditions = (offers: readonly MoveOffer[], type: CaseType | undefined): MoveOffer[] => {
  const conditions = type === undefined ? [] : conditionsOf(type);
  const choices = Object.fromEntries(conditions.map((one) => [one.id, withLimit(one)]));
  return offers.map((offer) =>
    offer.move !== "file" || conditions.length < 2
      ? offer
      : {
          ...offer,
          facts: offer.facts.map((fact) =>
            fact.id === "filing-condition" ? { ...fact, kind: "choice" as const, choices } : fact,
          ),
        },
  );
};

const limitWords = ({ amount, kind }: Limit): Label => {
  const { zh, en } = timeKindNames[kind];
  return { zh: `${amount} ${zh}`, en: `${amount} ${en}` };
};

const withLimit = ({ files, clocks }: CaseCondition): Label => {
  const [dispose, total] = [clocks?.["dispose"], clocks?.["total"]].map((limit) => limit && limitWords(limit));
  const zh = [dispose?.zh, total && `总时限 ${total.zh}`].filter(Boolean).join("，");
  const en = [dispose?.en, total && `${total.en} in total`].filter(Boolean).join(", ");
  return zh === "" ? files : { zh: `${files.zh}（${zh}）`, en: `${files.en} (${en})` };
};

/** The condition of a category that somebody means: by its id, by its words, or because there is only one. */
export const conditionMeant = (type: CaseType, said: string): CaseCondition | undefined => {
  const conditions = conditionsOf(type);
  const words = said.trim();
  return (
    conditions.find(({ id }) => id === words) ??
    conditions.find(({ files }) => files.zh === words || files.en === words) ??
    (conditions.length === 1 ? conditions[0] : undefined)
  );
};

/** Condition of a category as a case keeps it: re-coding to another version of the dictionary leaves it as it was. */
const writtenAs = (type: CaseType, condition: CaseCondition): string => `${type.id}#${condition.id}`;

/** The condition a case was filed under, whatever its category is called by now; undefined before it was filed. */
export const conditionFiled = async (ctx: Context, facts: FactValues): Promise<CaseCondition | undefined> => {
  const [category, id] = String(facts["condition"] ?? "").split("#");
  const type = category === undefined || id === undefined ? undefined : await findCategory(ctx, category);
  return type === undefined ? undefined : conditionsOf(type).find((condition) => condition.id === id);
};

/**
 * What a case keeps of the condition it is filed under, and the limits that count from then on. Fails with
 * `dictionary.no-condition`, naming the place, when the category has several and none of them is meant.
 */
export const fileAs = (
  type: CaseType,
  said: string,
  path: string,
): Required<Pick<Applied, "limits">> & { readonly told: { "filing-condition": string; condition: string } } => {
  const condition = conditionMeant(type, said);
  if (condition === undefined) throw new AppError("dictionary.no-condition", { faults: [{ path, code: "choice" }] });
  const words = ["", condition.id].includes(said.trim()) ? condition.files.zh : said;
  return {
    told: { "filing-condition": words, condition: writtenAs(type, condition) },
    limits: limitsOf(type, condition),
  };
};

/**
 * Files a case under one written condition of its category: from then on its limits and its closing condition count.
 * An id is kept with the words it stands for; words of one's own are kept as they are where there is one condition only.
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

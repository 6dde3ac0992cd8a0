import type { MoveOffer } from "@chengyun/contracts";
import { isIncidentLevel, levelNames } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { findIncident } from "./store.ts";

/** The proposed level stands in the dialog, with the condition that leads to it; whoever takes another says why. */
export const refineOffers = async (
  ctx: Context,
  subject: { readonly id: string },
  offers: readonly MoveOffer[],
): Promise<readonly MoveOffer[]> => {
  const found = await findIncident(ctx.db, subject.id);
  if (found === undefined) return offers;
  return offers.map((offer) => {
    if (!["confirm", "change-level"].includes(offer.move)) return offer;
    const { proposed, proposedWords } = found;
    if (!isIncidentLevel(proposed) || proposedWords === undefined) return offer;
    const hint = {
      zh: `按条件建议${levelNames[proposed].zh}：${proposedWords.zh}`,
      en: `The conditions propose ${levelNames[proposed].en}: ${proposedWords.en}`,
    };
    return {
      ...offer,
      facts: offer.facts.map((fact) => (fact.id === "level" ? { ...fact, proposed, hint } : fact)),
    };
  });
};

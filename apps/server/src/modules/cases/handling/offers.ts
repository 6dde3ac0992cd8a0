import type { MoveOffer } from "@chengyun/contracts";
import { conditionsOf, type Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { whyNoAppeal } from "../appeal/index.ts";
import { findCase, type StandingCase } from "../case/index.ts";
import { findCategory, withLimit } from "../category/index.ts";
import { listClosings } from "./closing.ts";
import { writtenAs } from "./filing.ts";
import { whyNotStuck } from "./stuck.ts";

type Choices = Readonly<Record<string, Label>>;

const withChoices = (offer: MoveOffer, id: string, choices: Choices): MoveOffer => ({
  ...offer,
  facts: offer.facts.map((fact) => (fact.id === id ? { ...fact, kind: "choice", choices: { ...choices } } : fact)),
});

const asked: Readonly<Record<string, string>> = { file: "filing-condition", verify: "closing-condition" };

const choicesOf = async (
  ctx: Context,
  found: Pick<StandingCase, "category" | "facts">,
  fact: string,
): Promise<Choices> => {
  if (fact === "closing-condition")
    return Object.fromEntries((await listClosings(ctx, found)).map(({ kept, words }) => [kept, words]));
  const type = await findCategory(ctx, found.category);
  return type === undefined
    ? {}
    : Object.fromEntries(conditionsOf(type).map((one) => [writtenAs(type, one), withLimit(one)]));
};

/**
 * Offers to file and to verify with the written conditions of the case's category to choose from. Each is
 * called with its category: chosen for many cases, it can't be taken for another category's.
 */
export const withConditions = async (
  ctx: Context,
  offers: readonly MoveOffer[],
  found: Pick<StandingCase, "id" | "category" | "facts" | "departmentId">,
): Promise<MoveOffer[]> => {
  const full: MoveOffer[] = [];
  for (const offer of await withReasons(ctx, offers, found)) {
    const fact = asked[offer.move];
    const choices = fact === undefined ? {} : await choicesOf(ctx, found, fact);
    full.push(fact === undefined || Object.keys(choices).length === 0 ? offer : withChoices(offer, fact, choices));
  }
  return full;
};

/** What beside the flow's table stands in a move's way, by move. */
const reasons: Readonly<
  Record<string, (ctx: Context, found: Pick<StandingCase, "id" | "departmentId">) => Promise<Label | undefined>>
> = {
  // A department that was not late with it, or had its say.
  appeal: (ctx, { id }) => whyNoAppeal(ctx, id),
  redispatch: whyNotStuck,
};

/** Offers that the table allows and the case does not say so. */
const withReasons = async (
  ctx: Context,
  offers: readonly MoveOffer[],
  found: Pick<StandingCase, "id" | "departmentId">,
): Promise<MoveOffer[]> => {
  const full: MoveOffer[] = [];
  for (const offer of offers) {
    const why = offer.whyNot === undefined ? await reasons[offer.move]?.(ctx, found) : undefined;
    full.push(why === undefined ? offer : { ...offer, whyNot: why, missing: [why] });
  }
  return full;
};

/** The same where only the case's id is at hand; nothing is looked up where none of the offers asks for it. */
export const refineOffers = async (
  ctx: Context,
  { id }: { readonly id: string },
  offers: readonly MoveOffer[],
): Promise<readonly MoveOffer[]> => {
  if (!offers.some(({ move }) => asked[move] !== undefined || reasons[move] !== undefined)) return offers;
  const found = await findCase(ctx.db, id);
  return found === undefined ? offers : withConditions(ctx, offers, found);
};

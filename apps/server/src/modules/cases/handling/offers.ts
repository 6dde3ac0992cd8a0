import type { MoveOffer } from "@chengyun/contracts";
import { conditionsOf, type Label } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { whyNoAppeal } from "../appeal/index.ts";
import { findCase, type StandingCase } from "../case/index.ts";
import { withLimit } from "../category/index.ts";
import { closingsIn } from "./closing.ts";
import { type Categories, categoriesOf, writtenAs } from "./filing.ts";
import { whyNotStuck } from "./stuck.ts";

type Choices = Readonly<Record<string, Label>>;

const withChoices = (offer: MoveOffer, id: string, choices: Choices): MoveOffer => ({
  ...offer,
  facts: offer.facts.map((fact) => (fact.id === id ? { ...fact, kind: "choice", choices: { ...choices } } : fact)),
});

const asked: Readonly<Record<string, string>> = { file: "filing-condition", verify: "closing-condition" };

const choicesOf = (categories: Categories, found: Pick<StandingCase, "category" | "facts">, fact: string): Choices => {
  if (fact === "closing-condition")
    return Object.fromEntries(closingsIn(categories, found).map(({ kept, words }) => [kept, words]));
  const type = categories.get(found.category);
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
  known?: Categories,
): Promise<MoveOffer[]> => {
  const full = await withReasons(ctx, offers, found);
  if (!full.some(({ move }) => asked[move] !== undefined)) return full;
  const categories = known ?? (await categoriesOf(ctx, [found]));
  return full.map((offer) => {
    const fact = asked[offer.move];
    const choices = fact === undefined ? {} : choicesOf(categories, found, fact);
    return fact === undefined || Object.keys(choices).length === 0 ? offer : withChoices(offer, fact, choices);
  });
};

/** What beside the flow's table stands in a move's way, by move. */
const reasons: Readonly<
  Record<string, (ctx: Context, found: Pick<StandingCase, "id" | "departmentId">) => Promise<Label | undefined>>
> = {
  // A department that was not late with it, or had its say.
  appeal: (ctx, { id }) => whyNoAppeal(ctx, id),
  redispatch: whyNotStuck,
};

const reopens = (move: string): boolean => move === "reopen" || move === "reopen-nobodys";

/** A closed case is opened again in one of two ways: by whether a department here had it. */
const fits = ({ move }: MoveOffer, { departmentId }: Pick<StandingCase, "departmentId">): boolean =>
  move !== (departmentId === undefined ? "reopen" : "reopen-nobodys");

/** Offers that the table allows and the case does not say so. */
const withReasons = async (
  ctx: Context,
  offers: readonly MoveOffer[],
  found: Pick<StandingCase, "id" | "departmentId">,
): Promise<MoveOffer[]> => {
  const full: MoveOffer[] = [];
  for (const offer of offers.filter((one) => fits(one, found))) {
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
  if (!offers.some(({ move }) => asked[move] !== undefined || reasons[move] !== undefined || reopens(move)))
    return offers;
  const found = await findCase(ctx.db, id);
  return found === undefined ? offers : withConditions(ctx, offers, found);
};

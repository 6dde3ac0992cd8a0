import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { toFilter } from "./filter.ts";
import { searchCases } from "./search.ts";

/** Two characters are the least that the index of titles knows. */
const leastSigns = 2;

/** The newest cases in the actor's scope whose title says these words, or whose number begins or ends so. */
export const findCasesSaying = async (ctx: Context, words: string, limit: number): Promise<readonly StandingCase[]> =>
  [...words].length < leastSigns
    ? []
    : (await searchCases(ctx, await toFilter(ctx, { q: words }), { order: "new", after: undefined, limit })).shown;

import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "../case/index.ts";
import { kinOf } from "../category/index.ts";
import { listLikely, wordsOf } from "../likeness/index.ts";
import type { Whereabouts } from "./join.ts";

/** Open cases that are likely the same as a report, as they are put before whoever reports: those the actor may see. */
export const listLikelySame = async (ctx: Context, report: Whereabouts, text: string): Promise<StandingCase[]> => {
  const { type, position, thingId, notSameAs } = report;
  const now = ctx.clock.now().getTime();
  const compared = { position, categories: await kinOf(ctx, [type.id]), thingId, words: wordsOf(text), now };
  return (await listLikely(ctx, compared))
    .filter(({ found, likely }) => likely && notSameAs?.includes(found.id) !== true)
    .map(({ found }) => found);
};

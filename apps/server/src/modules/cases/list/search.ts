import type { Context } from "../../../platform/context.ts";
import { listKnown } from "../../../platform/subject.ts";
import type { StandingCase } from "../case/index.ts";
import type { CaseFilter } from "./filter.ts";
import { listCases, type Page } from "./store.ts";

/** A page of a search. */
interface Searched {
  /** What the asker is given of it. */
  readonly shown: readonly StandingCase[];
  /** Where the next page begins, when there may be one. */
  readonly next: StandingCase | undefined;
}

/**
 * One page of cases. Policies would keep a search from the indexes of words, places and areas (0013), so it looks before
 * the second fence, by its own conditions; what it found is handed over as far as the fence shows it.
 */
export const searchCases = async (ctx: Context, filter: CaseFilter, page: Page): Promise<Searched> => {
  const found = await listCases(ctx.whole, filter, page);
  const next = found.length < page.limit ? undefined : found.at(-1);
  if (ctx.db === ctx.whole) return { shown: found, next };
  const ids = found.map(({ id }) => id);
  const known = await listKnown(ctx.db, ids);
  const shown = found.filter(({ id }) => known.has(id));
  // One that went elsewhere between the two looks; many are a condition that was forgotten.
  if (shown.length < found.length) ctx.log.warn({ cases: ids.length - shown.length }, "a search went beyond a reach");
  return { shown, next };
};

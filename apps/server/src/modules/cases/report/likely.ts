import type { Context } from "../../../platform/context.ts";
import { textsOf } from "../../persons/person/index.ts";
import type { StandingCase } from "../case/index.ts";
import { kinOf } from "../category/index.ts";
import { listLikely, wordsOf } from "../likeness/index.ts";
import type { Whereabouts } from "./join.ts";
import { listReportsOf } from "./store.ts";

/** Words people said about each of the cases. */
export const wordsOfCases = async (ctx: Context, ids: readonly string[]): Promise<Map<string, ReadonlySet<string>>> => {
  const reports = await listReportsOf(ctx.db, ids);
  const texts = await textsOf(
    ctx,
    reports.flatMap(({ textId }) => textId ?? []),
  );
  const said = new Map<string, string>();
  for (const { caseId = "", textId = "", words } of reports)
    said.set(caseId, `${said.get(caseId) ?? ""} ${texts.get(textId) ?? ""} ${words?.zh ?? ""}`);
  return new Map([...said].map(([id, text]) => [id, wordsOf(text)]));
};

/** Open cases that are likely the same as a report, as they are put before whoever reports: those the actor may see. */
export const listLikelySame = async (ctx: Context, report: Whereabouts, text: string): Promise<StandingCase[]> => {
  const { type, position, thingId, notSameAs } = report;
  const now = ctx.clock.now().getTime();
  const compared = { position, categories: await kinOf(ctx, [type.id]), thingId, words: wordsOf(text), now };
  return (await listLikely(ctx, compared, wordsOfCases))
    .filter(({ found, likely }) => likely && notSameAs?.includes(found.id) !== true)
    .map(({ found }) => found);
};

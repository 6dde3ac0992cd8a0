import type { MergeCandidate, SimilarCase, SimilarQuery, SimilarWaiting } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { cityCase, openStages, type StandingCase } from "../case/index.ts";
import { categoryNames, kinOf } from "../category/index.ts";
import { unworded } from "../kind/index.ts";
import { type Likely, type LikelyWaiting, listLikely, reasonsOf, wordsOf, wordsOfCases } from "../likeness/index.ts";
import { listWaitingLike, meantByAsked } from "../near/index.ts";
import { getPlace } from "../report/index.ts";
import { isSurvivor } from "./survivor.ts";

const mostShown = 8;

const toSimilar = (
  nameOf: (id: string) => Label,
  { found, marks, likeness, likely }: Likely,
): z.infer<typeof SimilarCase> => {
  const stages: Readonly<Record<string, { name: Label }>> = cityCase.stages;
  return {
    caseId: found.id,
    no: found.no,
    title: found.title,
    category: found.category,
    categoryName: nameOf(found.category),
    stage: found.stage,
    stageName: stages[found.stage]?.name ?? { zh: found.stage, en: found.stage },
    position: [found.position[0], found.position[1]],
    reports: found.reports,
    openedAt: found.openedAt.toISOString(),
    metres: marks.metres,
    hours: marks.hours,
    likeness,
    likely,
    reasons: reasonsOf(marks),
    ...(found.severity === undefined ? {} : { severity: found.severity }),
  };
};

const toSimilars = async (ctx: Context, likely: readonly Likely[]): Promise<z.infer<typeof SimilarCase>[]> => {
  const nameOf = await categoryNames(
    ctx,
    likely.map(({ found }) => found.category),
  );
  return likely.map((one) => toSimilar(nameOf, one));
};

const toWaiting = ({ waiting, text, marks, likeness, likely }: LikelyWaiting): z.infer<typeof SimilarWaiting> => {
  const { id, no, at, position, photos, kind } = waiting;
  return {
    id,
    no,
    at: at.toISOString(),
    position: [position[0], position[1]],
    title: text === "" ? unworded(kind) : { zh: text, en: text },
    text,
    photos: [...photos],
    metres: marks.metres,
    hours: marks.hours,
    likeness,
    likely,
    reasons: reasonsOf(marks),
  };
};

/** Open cases a report may belong to and reports near it that still wait for the desk, each with its reasons. */
export const listSimilar = async (
  ctx: Context,
  asked: z.output<typeof SimilarQuery>,
): Promise<{ items: z.infer<typeof SimilarCase>[]; waiting: z.infer<typeof SimilarWaiting>[] }> => {
  const { position } = await getPlace(ctx, asked);
  const compared = {
    position,
    ...(await meantByAsked(ctx, asked)),
    thingId: asked.thingId,
    words: wordsOf(asked.text ?? ""),
    now: ctx.clock.now().getTime(),
  };
  const waiting = await listWaitingLike(ctx, compared, asked.waiting);
  return {
    items: await toSimilars(ctx, (await listLikely(ctx, compared)).slice(0, mostShown)),
    waiting: waiting.slice(0, mostShown).map(toWaiting),
  };
};

/** Other open cases that may be the same as one of them, each with its reasons and which of the two would go on. */
export const listSimilarTo = async (ctx: Context, asked: StandingCase): Promise<z.infer<typeof MergeCandidate>[]> => {
  // A guessed position is near nothing, and what has ended is merged with nothing.
  if (!asked.placed || !openStages.includes(asked.stage)) return [];
  const likely = await listLikely(ctx, {
    position: asked.position,
    categories: await kinOf(ctx, [asked.category]),
    thingId: asked.thingId,
    words: (await wordsOfCases(ctx, [asked.id])).get(asked.id) ?? new Set(),
    now: ctx.clock.now().getTime(),
  });
  const shown = likely
    .filter(({ found }) => found.id !== asked.id && openStages.includes(found.stage))
    .slice(0, mostShown);
  const similar = await toSimilars(ctx, shown);
  return shown.flatMap(({ found }, index) => {
    const row = similar[index];
    const survives = isSurvivor(asked, found) ? ("this" as const) : ("that" as const);
    return row === undefined ? [] : [{ ...row, version: found.version, survives }];
  });
};

import type { MergeCandidate, SimilarCase, SimilarQuery } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { textsOf } from "../../persons/person/index.ts";
import { cityCase, listOpenNear, openStages, type StandingCase } from "../case/index.ts";
import { categoryNames, kinOf } from "../category/index.ts";
import { likenessOf, wordsOf } from "../likeness/index.ts";
import { around, getPlace, listReportsOf, metresBetween } from "../report/index.ts";
import { isSurvivor } from "./survivor.ts";

/** Farther away it is another problem, whatever it is called. */
const farthestMetres = 1_000;
const hourMs = 3_600_000;
const mostShown = 8;
/** From this likeness on it is put before the officer as likely the same. */
const likelyFrom = 0.55;

/** What a report is compared by. */
interface Compared {
  readonly position: readonly [number, number];
  /** Its category by all its ids: those of before and after a dictionary came in force or another version of it. */
  readonly categories: readonly string[];
  readonly thingId: string | undefined;
  readonly words: ReadonlySet<string>;
  readonly now: number;
}

interface Marks {
  readonly metres: number;
  readonly hours: number;
  readonly sameThing: boolean;
  readonly sameCategory: boolean;
  readonly shared: number;
}

const marksOf = (report: Compared, found: StandingCase, words: ReadonlySet<string>): Marks => ({
  metres: Math.round(metresBetween(found.position, report.position)),
  hours: Math.max(0, Math.round((report.now - found.openedAt.getTime()) / hourMs)),
  sameThing: report.thingId !== undefined && report.thingId === found.thingId,
  sameCategory: report.categories.includes(found.category),
  shared: likenessOf(report.words, words),
});

/** Nearness counts most, then the category, then the words; the same thing alone says enough. */
const likenessFrom = ({ metres, hours, sameThing, sameCategory, shared }: Marks): number => {
  if (sameThing && sameCategory) return 1;
  const near = Math.max(0, 1 - metres / 300) * 0.45;
  const fresh = Math.max(0, 1 - hours / 168) * 0.1;
  return Math.min(1, near + fresh + (sameCategory ? 0.3 : 0) + (sameThing ? 0.3 : 0) + shared * 0.3);
};

const reasonsOf = ({ metres, hours, sameThing, sameCategory, shared }: Marks): Label[] => {
  const reasons: Label[] = [
    { zh: `相距 ${metres} 米`, en: `${metres} m away` },
    hours === 0
      ? { zh: "不到 1 小时前上报", en: "reported less than an hour ago" }
      : { zh: `${hours} 小时前上报`, en: `reported ${hours} h ago` },
  ];
  if (sameThing) reasons.unshift({ zh: "同一部件", en: "same thing" });
  if (sameCategory) reasons.unshift({ zh: "同一类别", en: "same category" });
  if (shared >= 0.3) reasons.push({ zh: "描述相近", en: "similar words" });
  return reasons;
};

/** Words people said about each of the cases. */
const wordsOfCases = async (ctx: Context, ids: readonly string[]): Promise<Map<string, ReadonlySet<string>>> => {
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

const toSimilar = (nameOf: (id: string) => Label, found: StandingCase, marks: Marks): z.infer<typeof SimilarCase> => {
  const likeness = Math.round(likenessFrom(marks) * 100) / 100;
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
    likely: likeness >= likelyFrom,
    reasons: reasonsOf(marks),
    ...(found.severity === undefined ? {} : { severity: found.severity }),
  };
};

interface Likely {
  readonly found: StandingCase;
  readonly similar: z.infer<typeof SimilarCase>;
}

/** Open cases near what is compared, the most likely first; only what the actor may see. */
const listLikely = async (ctx: Context, compared: Compared): Promise<Likely[]> => {
  const { actor } = ctx;
  const sight = isMachine(actor)
    ? { areaPath: "", departments: undefined }
    : { areaPath: actor.areaPath, departments: actor.departments === "all" ? undefined : actor.departments };
  const near = (await listOpenNear(ctx.db, around(compared.position, farthestMetres), sight)).filter((found) =>
    isInScope(actor, found),
  );
  const said = await wordsOfCases(
    ctx,
    near.map(({ id }) => id),
  );
  const nameOf = await categoryNames(
    ctx,
    near.map(({ category }) => category),
  );
  const none: ReadonlySet<string> = new Set();
  return near
    .map((found) => ({
      found,
      similar: toSimilar(nameOf, found, marksOf(compared, found, said.get(found.id) ?? none)),
    }))
    .filter(({ similar }) => similar.metres <= farthestMetres)
    .sort((one, other) => other.similar.likeness - one.similar.likeness || one.similar.metres - other.similar.metres);
};

/** Open cases a report may belong to, each with its reasons. */
export const listSimilar = async (
  ctx: Context,
  asked: z.output<typeof SimilarQuery>,
): Promise<z.infer<typeof SimilarCase>[]> => {
  const { position } = await getPlace(ctx, asked);
  const likely = await listLikely(ctx, {
    position,
    categories: asked.category === undefined ? [] : await kinOf(ctx, [asked.category]),
    thingId: asked.thingId,
    words: wordsOf(asked.text ?? ""),
    now: ctx.clock.now().getTime(),
  });
  return likely.slice(0, mostShown).map(({ similar }) => similar);
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
  return likely
    .filter(({ found }) => found.id !== asked.id && openStages.includes(found.stage))
    .slice(0, mostShown)
    .map(({ found, similar }) => ({
      ...similar,
      version: found.version,
      survives: isSurvivor(asked, found) ? ("this" as const) : ("that" as const),
    }));
};

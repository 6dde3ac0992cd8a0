import type { CitizenGlance, CitizenReport, CitizenStep, Entry } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { present } from "../../../platform/present.ts";
import { findSubject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { textsOf } from "../../persons/person/index.ts";
import { findCase, listMerged, type StandingCase } from "../case/index.ts";
import { categoryNames } from "../category/index.ts";
import { findKind } from "../kind/index.ts";
import type { ReportRecord } from "../report/index.ts";
import { reopeningOf } from "./again.ts";
import { isJoined, mayPart, mayRemind, maySay } from "./service.ts";
import { isEnding, stationOf, stepsOf } from "./steps.ts";
import { isToldOfAll, type Phone, reachableBy, toldBy } from "./tell.ts";

interface Standing {
  readonly stage: string;
  readonly found: StandingCase | undefined;
}

const standingOf = async (ctx: Context, report: ReportRecord): Promise<Standing> => {
  const found = report.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
  if (found !== undefined) return { stage: found.stage, found };
  return { stage: (await findSubject(ctx.db, report.id))?.stage ?? "waiting", found };
};

const question: Label = { zh: "咨询", en: "Question" };
const undecided: Label = { zh: "待分类", en: "Not sorted yet" };

const aboutOf = async (ctx: Context, report: ReportRecord, found: StandingCase | undefined): Promise<Label> => {
  if (found !== undefined) return (await categoryNames(ctx, [found.category]))(found.category);
  return report.matter === "advice" ? question : (findKind(report.citizenKind)?.name ?? undecided);
};

/** What anybody who knows the number is told: where it stands and what it is about. */
export const glanceOf = async (ctx: Context, report: ReportRecord): Promise<z.infer<typeof CitizenGlance>> => {
  const { stage, found } = await standingOf(ctx, report);
  const at = stationOf(report, stage);
  return {
    no: report.no ?? "",
    matter: report.matter ?? "problem",
    categoryName: await aboutOf(ctx, report, found),
    stage: at.id,
    stageName: at.name,
  };
};

/** What happened to a report, its case, and the cases that went up in that one. */
const entriesOf = async (ctx: Context, { id, caseId }: ReportRecord): Promise<Entry[]> =>
  listEntriesOf(
    ctx,
    caseId === undefined ? [id] : [id, caseId, ...(await listMerged(ctx.db, caseId)).map((merged) => merged.id)],
  );

const reasonOf = (entries: readonly Entry[], stage: string): string | undefined => {
  if (!isEnding(stage) || stage === "answered") return undefined;
  const last = entries.filter(({ type }) => type === "report.declined" || type === "case.voided").at(-1);
  return last?.changes?.["reason"]?.toString();
};

const canOf = (
  ctx: Context,
  report: ReportRecord,
  { stage, found }: Standing,
): z.infer<typeof CitizenReport>["can"] => {
  const isOpen = !isEnding(stage) && stage !== "closed";
  const says = maySay(report, found);
  return [
    ...(isOpen && mayRemind(ctx, report) ? (["remind"] as const) : []),
    ...(says ? (["say"] as const) : []),
    ...(says && stage === "closed" ? (["rate"] as const) : []),
    ...(mayPart(report, found) ? (["part"] as const) : []),
  ];
};

/** Photos that the mending shows, of the last one: those of the feedback and of whoever looked at it after that. */
const photosOfResult = (entries: readonly Entry[], { id, fixed }: StandingCase): string[] => {
  const own = entries.filter(({ subject }) => subject.id === id);
  const last = own.findLastIndex(({ type }) => type === "case.fed-back");
  if (fixed === undefined || last < 0) return [];
  const shown = own.slice(last).filter(({ type }) => type === "case.fed-back" || type === "case.verified");
  return [...new Set(shown.flatMap(({ changes }) => changes?.["photos"] ?? []).map(String))];
};

/** Whether a photo is shown to whoever follows a report: their own, and those of the result while it is said to be mended. */
export const mayShow = async (ctx: Context, report: ReportRecord, photoId: string): Promise<boolean> => {
  if (report.photos?.includes(photoId) === true) return true;
  const { found } = await standingOf(ctx, report);
  return found !== undefined && photosOfResult(await entriesOf(ctx, report), found).includes(photoId);
};

/** Whether the case was there, or had come on, before the report was added to it. */
const isEarlier = (report: ReportRecord, found: StandingCase, steps: readonly z.infer<typeof CitizenStep>[]): boolean =>
  found.openedAt <= report.at || steps.some(({ before }) => before !== undefined);

/** While these last, the deadline is the one a citizen waits for: that of mending. */
const mendingStages: readonly string[] = ["dispatched", "disposing"];

/** The whole of a report, for whoever sent it; consents for all of theirs for the phone that gave them. */
export const ownOf = async (
  ctx: Context,
  report: ReportRecord,
  phone: Phone,
): Promise<z.infer<typeof CitizenReport>> => {
  const standing = await standingOf(ctx, report);
  const { stage, found } = standing;
  const { textId = "", addressId = "", answerId = "", saidId = "" } = report;
  const texts = await textsOf(
    ctx,
    [textId, addressId, answerId, saidId].filter((id) => id !== ""),
  );
  const departments = await departmentNames(ctx);
  const area = (await getAreas(ctx)).namesOf(report.areaPath ?? "").at(-1);
  const result = found?.facts["result"];
  const entries = await entriesOf(ctx, report);
  const steps = stepsOf(entries, report, stage);
  const resultPhotos = found === undefined ? [] : photosOfResult(entries, found);
  return {
    ...(await glanceOf(ctx, report)),
    at: report.at.toISOString(),
    steps,
    photos: [...(report.photos ?? [])],
    tell: await toldBy(ctx, report),
    tellAll: await isToldOfAll(ctx, report, phone),
    reachable: await reachableBy(ctx, report),
    can: canOf(ctx, report, standing),
    ...present({
      joined:
        found !== undefined && isJoined(report, found)
          ? { reports: found.reports, earlier: isEarlier(report, found, steps) }
          : undefined,
      reopened: reopeningOf(entries, report),
      resultPhotos: resultPhotos.length === 0 ? undefined : resultPhotos,
      words: texts.get(textId),
      place: texts.get(addressId),
      areaName: report.position === undefined ? undefined : area,
      answer: texts.get(answerId) ?? reasonOf(entries, stage),
      result: found?.fixed !== undefined && typeof result === "string" ? result : undefined,
      departmentName: departments.get(found?.departmentId ?? ""),
      dueAt: found !== undefined && mendingStages.includes(found.stage) ? found.dueAt?.toISOString() : undefined,
      saidFixed: report.saidFixed,
      saidWords: texts.get(saidId),
      rating: report.rating,
      remindedAt: report.remindedAt?.toISOString(),
    }),
  };
};

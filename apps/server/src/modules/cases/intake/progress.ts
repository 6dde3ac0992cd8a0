import type { CitizenGlance, CitizenReport, CitizenStep } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { textsOf } from "../../persons/person/index.ts";
import { findCase, type StandingCase } from "../case/index.ts";
import { categoryNames } from "../category/index.ts";
import { findKind } from "../kind/index.ts";
import type { ReportRecord } from "../report/index.ts";
import { isJoined, mayPart, mayRemind, maySay } from "./service.ts";
import { isToldOfAll, type Phone, reachableBy, toldBy } from "./tell.ts";

interface Station {
  readonly id: string;
  readonly name: Label;
  /** Stages of the case at which it stands here. */
  readonly stages: readonly string[];
  /** Entries that brought it here. */
  readonly by: readonly string[];
  /** Beside the way: shown only while the report stands there. */
  readonly aside?: boolean;
  /** It is reached once: what comes after, e.g. another report that joins, does not move its time. */
  readonly once?: boolean;
}

/** The way of a report in a citizen's words, as a parcel's. */
const stations: readonly Station[] = [
  { id: "received", name: { zh: "已收到", en: "Received" }, stages: ["waiting"], by: [] },
  {
    id: "taken",
    name: { zh: "已受理", en: "Taken up" },
    stages: ["reported", "looking"],
    by: ["case.reported", "case.joined", "report.taken"],
    once: true,
  },
  { id: "filed", name: { zh: "已立案", en: "Filed" }, stages: ["filed"], by: ["case.filed"] },
  {
    id: "dispatched",
    name: { zh: "已派给处置部门", en: "Sent to the department" },
    stages: ["dispatched"],
    by: ["case.dispatched", "case.redispatched", "case.reopened"],
  },
  {
    id: "disputed",
    name: { zh: "正在确定由哪个部门处置", en: "Being decided who mends it" },
    stages: ["disputed"],
    by: ["case.disputed"],
    aside: true,
  },
  {
    id: "disposing",
    name: { zh: "正在处置", en: "Being mended" },
    stages: ["disposing"],
    by: ["case.accepted", "case.reworked", "case.resumed"],
  },
  {
    id: "suspended",
    name: { zh: "经批准暂缓处置", en: "Put off, with approval" },
    stages: ["suspended"],
    by: ["case.suspended"],
    aside: true,
  },
  {
    id: "done",
    name: { zh: "已处置，核查中", en: "Mended, being checked" },
    stages: ["fed-back", "verified"],
    by: ["case.fed-back"],
  },
  { id: "closed", name: { zh: "已结案", en: "Closed" }, stages: ["closed"], by: ["case.closed"] },
];

const endings: Readonly<Record<string, Station>> = {
  answered: { id: "answered", name: { zh: "已答复", en: "Answered" }, stages: ["answered"], by: ["report.answered"] },
  declined: {
    id: "declined",
    name: { zh: "不予受理", en: "Not taken" },
    stages: ["declined"],
    by: ["report.declined"],
  },
  void: { id: "void", name: { zh: "不予立案", en: "Not filed" }, stages: ["void"], by: ["case.voided"] },
};

const received = stations[0] as Station;

const wayOf = (report: ReportRecord, stage: string): readonly Station[] => {
  const ending = endings[stage];
  if (ending !== undefined) return [received, ending];
  return report.matter === "advice" && report.caseId === undefined
    ? [received, endings["answered"] as Station]
    : stations.filter(({ aside, stages }) => aside !== true || stages.includes(stage));
};

interface Standing {
  readonly stage: string;
  readonly found: StandingCase | undefined;
}

const standingOf = async (ctx: Context, report: ReportRecord): Promise<Standing> => {
  const found = report.caseId === undefined ? undefined : await findCase(ctx.db, report.caseId);
  if (found !== undefined) return { stage: found.stage, found };
  return { stage: (await findSubject(ctx.db, report.id))?.stage ?? "waiting", found };
};

const stationAt = (way: readonly Station[], stage: string): Station =>
  way.find(({ stages }) => stages.includes(stage)) ?? received;

const question: Label = { zh: "咨询", en: "Question" };
const undecided: Label = { zh: "待分类", en: "Not sorted yet" };

const aboutOf = async (ctx: Context, report: ReportRecord, found: StandingCase | undefined): Promise<Label> => {
  if (found !== undefined) return (await categoryNames(ctx, [found.category]))(found.category);
  return report.matter === "advice" ? question : (findKind(report.citizenKind)?.name ?? undecided);
};

/** What anybody who knows the number is told: where it stands and what it is about. */
export const glanceOf = async (ctx: Context, report: ReportRecord): Promise<z.infer<typeof CitizenGlance>> => {
  const { stage, found } = await standingOf(ctx, report);
  const at = stationAt(wayOf(report, stage), stage);
  return {
    no: report.no ?? "",
    matter: report.matter ?? "problem",
    categoryName: await aboutOf(ctx, report, found),
    stage: at.id,
    stageName: at.name,
  };
};

const stepsOf = async (ctx: Context, report: ReportRecord, stage: string): Promise<z.infer<typeof CitizenStep>[]> => {
  const way = wayOf(report, stage);
  const here = way.indexOf(stationAt(way, stage));
  const entries = await listEntriesOf(ctx, [report.id, ...(report.caseId === undefined ? [] : [report.caseId])]);
  const lastAt = new Map(entries.map(({ type, at }) => [type, at]));
  // Of a case that was open before this report, what came before it is no step of it.
  const firstOf = ({ by }: Station) =>
    entries.find(({ type, at }) => by.includes(type) && at >= report.at.toISOString())?.at;
  return way.map((station, index) => {
    const at =
      station === received
        ? report.at.toISOString()
        : station.once === true
          ? firstOf(station)
          : station.by
              .flatMap((type) => lastAt.get(type) ?? [])
              .sort()
              .at(-1);
    return {
      id: station.id,
      name: station.name,
      now: index === here,
      ...(index <= here && at !== undefined ? { at } : {}),
    };
  });
};

const reasonOf = async (ctx: Context, report: ReportRecord, stage: string): Promise<string | undefined> => {
  if (endings[stage] === undefined || stage === "answered") return undefined;
  const entries = await listEntriesOf(ctx, [report.id, ...(report.caseId === undefined ? [] : [report.caseId])]);
  const last = entries.filter(({ type }) => type === "report.declined" || type === "case.voided").at(-1);
  return last?.changes?.["reason"]?.toString();
};

const present = <Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;

const canOf = (
  ctx: Context,
  report: ReportRecord,
  { stage, found }: Standing,
): z.infer<typeof CitizenReport>["can"] => {
  const isOpen = endings[stage] === undefined && stage !== "closed";
  const says = maySay(report, found);
  return [
    ...(isOpen && mayRemind(ctx, report) ? (["remind"] as const) : []),
    ...(says ? (["say"] as const) : []),
    ...(says && stage === "closed" ? (["rate"] as const) : []),
    ...(mayPart(report, found) ? (["part"] as const) : []),
  ];
};

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
  return {
    ...(await glanceOf(ctx, report)),
    at: report.at.toISOString(),
    steps: await stepsOf(ctx, report, stage),
    photos: [...(report.photos ?? [])],
    tell: await toldBy(ctx, report),
    tellAll: await isToldOfAll(ctx, report, phone),
    reachable: await reachableBy(ctx, report),
    can: canOf(ctx, report, standing),
    ...present({
      joined: found !== undefined && isJoined(report, found) ? { reports: found.reports } : undefined,
      words: texts.get(textId),
      place: texts.get(addressId),
      areaName: report.position === undefined ? undefined : area,
      answer: texts.get(answerId) ?? (await reasonOf(ctx, report, stage)),
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

import { type Detached, type DetachIn, type ErrorCode, errors, type Leaving } from "@chengyun/contracts";
import { type Label, writeReportNo } from "@chengyun/kernel";
import type { z } from "zod";
import { isInScope, isPermitted, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { findSubject, lockSubject } from "../../../platform/subject.ts";
import { findAlarm } from "../../alarms/alarm/index.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { findThing } from "../../atlas/thing/index.ts";
import { startEarlier } from "../../flows/clock/index.ts";
import { tiePerson } from "../../persons/person/index.ts";
import { checkVisible, findCase, openCase, openStages, type StandingCase, updateCase } from "../case/index.ts";
import { findToday } from "../category/index.ts";
import { listPhotosOf, rehomeThese } from "../photo/index.ts";
import {
  clearCaseOf,
  findReport,
  listReports,
  type ReportRecord,
  titleOf,
  updateReport,
  whyLeft,
} from "../report/index.ts";

type To = z.output<typeof DetachIn>["to"];

/** Why a report can't be taken out there; undefined when it can. */
const whyStays = (report: ReportRecord, to: To): ErrorCode | undefined => {
  if (report.opens === true) return "report.opened-case";
  return report.channel === "alarm" && to === "desk" ? "report.alarm-waits-not" : undefined;
};

/** Where whoever looks may take a report out to, and why nowhere; undefined where it is not theirs to decide. */
export const leavingOf = (
  ctx: Context,
  found: Pick<StandingCase, "stage">,
  report: ReportRecord,
): z.infer<typeof Leaving> | undefined => {
  if (!isPermitted(ctx.actor, "cases.file") || !openStages.includes(found.stage)) return undefined;
  const ways: readonly To[] = ["desk", "own"];
  const to = ways.filter((way) => whyStays(report, way) === undefined);
  const why = to.length === 0 ? whyStays(report, "own") : undefined;
  return { to, ...(why === undefined ? {} : { whyNot: errors[why].text }) };
};

const newest = (moments: readonly Date[]): Date | undefined =>
  moments.reduce<Date | undefined>((last, one) => (last === undefined || one > last ? one : last), undefined);

/** What the case is without it: counted anew from the reports that stay. It becomes no milder, and what was said of its mending was said. */
const withoutIt = (found: StandingCase, left: readonly ReportRecord[]): Parameters<typeof updateCase>[2] => {
  const reportedAt = newest(left.map((one) => one.at));
  return {
    reports: Math.max(1, found.reports - 1),
    urgent: left.some(({ urgency }) => urgency === "urgent"),
    ...(reportedAt === undefined ? {} : { reportedAt }),
  };
};

/** Photos that came with it, as far as they still lie with the case. */
const takePhotos = async (ctx: Context, report: ReportRecord, from: string, to: string): Promise<void> => {
  const here = new Set((await listPhotosOf(ctx.db, from)).map(({ id }) => id));
  await rehomeThese(
    ctx.db,
    (report.photos ?? []).filter((id) => here.has(id)),
    to,
  );
};

/** It waits at the desk as it did, or would have, when it came. */
const waitAgain = async (ctx: Context, report: ReportRecord, reason: string): Promise<void> => {
  const { id, areaPath = "" } = report;
  if ((await findSubject(ctx.db, id)) === undefined)
    await open(ctx, { flow: "report-intake", move: "return", id, areaPath, departments: [], facts: { reason } });
  else await change(ctx, { kind: "report", id }, "return", { facts: { reason } });
  await startEarlier(ctx, id, report.at);
  if (report.reporterId !== undefined) await tiePerson(ctx, report.reporterId, { kind: "report", id });
};

/** What it is called by itself: by the thing of its alarm, else by its area. */
const nameOf = async (ctx: Context, { alarmId, areaPath = "" }: ReportRecord) => {
  const thingId = alarmId === undefined ? undefined : (await findAlarm(ctx.db, alarmId))?.thingId;
  const thing = thingId === undefined ? undefined : await findThing(ctx.db, { id: thingId });
  return { thingId, place: thing?.name ?? (await getAreas(ctx)).namesOf(areaPath).at(-1) };
};

const openOwn = async (ctx: Context, found: StandingCase, report: ReportRecord) => {
  const category = report.category ?? found.category;
  const today = await findToday(ctx, category);
  if (today === undefined)
    throw new AppError("report.no-category", { faults: [{ path: "category", code: "unknown", text: category }] });
  const { type, insteadOf } = today;
  const { thingId, place } = await nameOf(ctx, report);
  const made = await openCase(ctx, {
    type,
    title: titleOf(type, place),
    severity: report.alarmId === undefined ? undefined : (await findAlarm(ctx.db, report.alarmId))?.severity,
    position: report.position ?? found.position,
    areaPath: report.areaPath ?? found.areaPath,
    thingId,
    urgent: report.urgency === "urgent",
    since: report.at,
    report: { reportId: report.id, alarmId: report.alarmId, channel: report.channel, insteadOf },
  });
  await startEarlier(ctx, made.id, report.at);
  await updateReport(ctx.db, report.id, { caseId: made.id });
  if (report.reporterId !== undefined) await tiePerson(ctx, report.reporterId, { kind: "case", id: made.id });
  return made;
};

/** A report may lie where whoever decides about the case can't see: then the platform acts for them, and both journals say why. */
const actingFor = (ctx: Context, { areaPath = "" }: ReportRecord): Context =>
  isInScope(ctx.actor, { areaPath, departments: [] }, "area") ? ctx : { ...ctx, actor: system("cases/detach") };

const leave = (ctx: Context, found: StandingCase, report: ReportRecord, { to, reason }: z.output<typeof DetachIn>) =>
  change(ctx, { kind: "case", id: found.id }, "detach", {
    facts: { reason, ...(report.no === undefined ? {} : { "report-no": writeReportNo(report.no) }) },
    apply: async (inner) => {
      const left = (await listReports(inner.db, found.id)).filter(({ id }) => id !== report.id);
      const set = withoutIt(found, left);
      await updateCase(inner.db, found.id, set);
      const { reports, urgent } = set;
      return { changes: { reportId: report.id, to, reports, ...(urgent === found.urgent ? {} : { urgent }) } };
    },
  });

/** The report and its case, both locked; not found where they don't belong together or can't be seen. */
const getBoth = async (ctx: Context, caseId: string, reportId: string) => {
  await lockSubject(ctx.db, "case", caseId);
  const found = checkVisible(ctx, await findCase(ctx.db, caseId));
  const report = await findReport(ctx.db, { id: reportId }, { lock: true });
  if (report === undefined || report.caseId !== found.id) throw new AppError("subject.not-found");
  return { found, report };
};

/**
 * Takes one report out of a case. It waits at the desk or becomes a case of its own, with everything that came with it,
 * and its limits run from when it was reported. Fails with `report.opened-case` and `report.alarm-waits-not`.
 */
export const detachReport = (
  outer: Context,
  asked: z.output<typeof DetachIn> & { readonly caseId: string; readonly reportId: string },
): Promise<z.infer<typeof Detached>> =>
  transact(outer, async (ctx) => {
    const { found, report } = await getBoth(ctx, asked.caseId, asked.reportId);
    const why = whyStays(report, asked.to);
    if (why !== undefined) throw new AppError(why);
    const { to, reason } = asked;
    await leave(ctx, found, report, { to, reason });
    await clearCaseOf(ctx.db, report.id);
    const joined: Label = whyLeft(found.no, to);
    const notSameAs = [...(report.notSameAs ?? []), found.id];
    await updateReport(ctx.db, report.id, { joined, opens: to === "own", notSameAs });
    const acting = actingFor(ctx, report);
    const no = report.no === undefined ? {} : { no: report.no };
    if (to === "desk") {
      await waitAgain(acting, report, reason);
      await takePhotos(ctx, report, found.id, report.id);
      return no;
    }
    const made = await openOwn(acting, found, report);
    await takePhotos(ctx, report, found.id, made.id);
    return { ...no, caseId: made.id, caseNo: made.no };
  });

import {
  AdviceIn,
  AdviceMade,
  Caller,
  CallerQuery,
  Case,
  Id,
  type Report,
  ReportIn,
  ReportMade,
  TimelineEntry,
  WaitingReport,
} from "@chengyun/contracts";
import { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import { textsOf } from "../../persons/person/index.ts";
import { checkVisible, findCase, listMerged } from "../case/index.ts";
import { toCase } from "../handling/index.ts";
import { listCallers } from "./caller.ts";
import { listReports, type ReportRecord } from "./store.ts";
import { takeReport } from "./take.ts";
import { listWaitingReports, takeAdvice } from "./waiting.ts";

const IdPath = z.object({ id: Id });

/** Leaves out what is not there: optional in the contract means absent. */
const present = <Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;

const toReport = (report: ReportRecord, texts: ReadonlyMap<string, string>): z.infer<typeof Report> => {
  const text = texts.get(report.textId ?? "") ?? "";
  const { id, channel, joined, alarmId, no, saidFixed, rating } = report;
  return {
    id,
    channel,
    at: report.at.toISOString(),
    text: report.words ?? { zh: text, en: text },
    position: [report.position?.[0] ?? 0, report.position?.[1] ?? 0],
    joined,
    ...present({ alarmId, no, saidFixed, rating, address: texts.get(report.addressId ?? "") }),
    ...present({
      urgency: report.urgency === "urgent" ? report.urgency : undefined,
      happenedAt: report.happenedAt?.toISOString(),
      saidAt: report.saidAt?.toISOString(),
      reminders: report.reminders === 0 ? undefined : report.reminders,
    }),
  };
};

const toReports = async (ctx: Context, reports: readonly ReportRecord[]): Promise<z.infer<typeof Report>[]> => {
  const texts = await textsOf(
    ctx,
    reports.flatMap((report) => [report.textId, report.addressId].flatMap((id) => id ?? [])),
  );
  return reports.map((report) => toReport(report, texts));
};

const intakeRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reports",
    summary: "Takes a report at the desk, in the field or from another system; it joins an open case or opens one",
    access: "reports.create",
    scope: "list",
    body: ReportIn,
    answer: ReportMade,
    status: 201,
    once: true,
    handle: (ctx, { body }) => takeReport(ctx, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/reports/advice",
    summary: "Keeps a question and the answer given on the spot; no case comes of it",
    access: "reports.answer",
    scope: "list",
    body: AdviceIn,
    answer: AdviceMade,
    status: 201,
    once: true,
    handle: (ctx, { body }) => takeAdvice(ctx, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/reports/waiting",
    summary: "Reports that wait for the duty desk to decide, urgent ones first",
    access: "reports.answer",
    scope: "list",
    answer: z.object({ items: z.array(WaitingReport) }),
    handle: async (ctx) => ({ items: await listWaitingReports(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/reports/callers",
    summary: "Who called from a number before and what about, masked (asked by POST: a number stays out of addresses)",
    access: "reports.answer",
    scope: "list",
    body: CallerQuery,
    answer: z.object({ items: z.array(Caller) }),
    handle: async (ctx, { body }) => ({ items: await listCallers(ctx, body.phone) }),
  }),
];

export const routes: readonly Route[] = [
  ...intakeRoutes,
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id",
    summary: "A case whole: reports, clocks, tasks, photos, and the moves that can be made",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: Case,
    handle: async (ctx, { params }) => {
      const found = checkVisible(ctx, await findCase(ctx.db, params.id));
      return toCase(ctx, found, await toReports(ctx, await listReports(ctx.db, found.id)));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/timeline",
    summary: "Everything that happened to a case and its alarms, from the journal",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: z.object({ items: z.array(TimelineEntry) }),
    handle: async (ctx, { params }) => {
      const found = checkVisible(ctx, await findCase(ctx.db, params.id));
      const alarms = (await listReports(ctx.db, found.id)).flatMap((report) => report.alarmId ?? []);
      const merged = new Map((await listMerged(ctx.db, found.id)).map(({ id, no }) => [id, no]));
      return { items: await timelineOf(ctx, { subjects: [found.id, ...merged.keys(), ...alarms], merged }) };
    },
  }),
];

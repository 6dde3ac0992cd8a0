import { Case, Id, type Report, ReportIn, ReportMade, TimelineEntry } from "@chengyun/contracts";
import { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { textsOf } from "../../persons/person/index.ts";
import { checkVisible, findCase, toCase } from "../case/index.ts";
import { takeReport } from "./service.ts";
import { listReports, type ReportRecord } from "./store.ts";
import { timelineOf } from "./timeline.ts";

const IdPath = z.object({ id: Id });

const toReports = async (ctx: Context, reports: readonly ReportRecord[]): Promise<z.infer<typeof Report>[]> => {
  const texts = await textsOf(
    ctx,
    reports.flatMap((report) => report.textId ?? []),
  );
  return reports.map((report) => ({
    id: report.id,
    channel: report.channel,
    at: report.at.toISOString(),
    text: report.words ?? { zh: texts.get(report.textId ?? "") ?? "", en: texts.get(report.textId ?? "") ?? "" },
    position: [...report.position],
    joined: report.joined,
    ...(report.alarmId === undefined ? {} : { alarmId: report.alarmId }),
  }));
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reports",
    summary: "Takes a report at the desk or from another system; it joins an open case or opens one",
    access: "reports.create",
    scope: "list",
    body: ReportIn,
    answer: ReportMade,
    status: 201,
    once: true,
    handle: (ctx, { body }) => takeReport(ctx, body),
  }),
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
      return { items: await timelineOf(ctx, [found.id, ...alarms]) };
    },
  }),
];

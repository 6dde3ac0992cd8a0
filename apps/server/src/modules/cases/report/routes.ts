import { AdviceIn, AdviceMade, ReportIn, ReportMade, WaitingReports } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { takeReport } from "./take.ts";
import { listWaitingReports, takeAdvice } from "./waiting.ts";

export const routes: readonly Route[] = [
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
    answer: WaitingReports,
    handle: listWaitingReports,
  }),
];

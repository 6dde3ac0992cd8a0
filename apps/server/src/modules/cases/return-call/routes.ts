import { Id, ReturnCall, ReturnCallIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { noteCall } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/reports/:reportId/hear",
    summary: "Writes down what whoever told a report says on the telephone: whether it is mended, and how well",
    access: "reports.answer",
    scope: "subject",
    params: z.object({ id: Id, reportId: Id }),
    body: ReturnCallIn,
    answer: ReturnCall,
    once: true,
    handle: (ctx, { params, body }) => noteCall(ctx, { caseId: params.id, reportId: params.reportId, ...body }),
  }),
];

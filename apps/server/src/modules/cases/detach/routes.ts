import { Detached, DetachIn, Id } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { detachReport } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/reports/:reportId/detach",
    summary:
      "Takes a report out of a case it does not belong to: to wait at the desk anew, or as a case of its own; its limits run from when it was reported",
    access: "cases.file",
    scope: "subject",
    params: z.object({ id: Id, reportId: Id }),
    body: DetachIn,
    answer: Detached,
    handle: (ctx, { params, body }) => detachReport(ctx, { caseId: params.id, ...params, ...body }),
  }),
];

import { CaseCorrection, Id, RoutingTrial, RoutingTrialIn, SubjectState } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { correctCase } from "../case/index.ts";
import { findCategory } from "../dictionary/index.ts";
import { tryRules } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/correct",
    summary: "Puts place or category of a case right; the routing rules that read it are asked again",
    access: "cases.file",
    scope: "subject",
    params: z.object({ id: Id }),
    body: CaseCorrection,
    answer: SubjectState,
    handle: async (ctx, { params, body }) => {
      const { category } = body;
      const type = category === undefined ? undefined : await findCategory(ctx, category);
      if (category !== undefined && type === undefined)
        throw new AppError("request.invalid", { faults: [{ path: "body.category", code: "unknown" }] });
      const asks = type === undefined ? undefined : { waives: type.waives ?? [], forms: type.forms ?? {} };
      const { id, kind, stage, version } = await correctCase(ctx, params.id, { ...body, asks });
      return { id, kind, stage, version };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/routing-rules/try",
    summary: "What the routing rules, with a draft among them, would have done with past cases; nothing is written",
    access: "routing.edit",
    scope: "list",
    body: RoutingTrialIn,
    answer: RoutingTrial,
    handle: (ctx, { body }) => tryRules(ctx, body),
  }),
];

import { CaseCorrection, Id, RoutingTrial, RoutingTrialIn, SubjectState } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { correctCase } from "./correct.ts";
import { recastBy } from "./recast.ts";
import { tryRules } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/correct",
    summary:
      "Puts place or category of a case right, its limits and condition with it once it was filed; the routing rules that read it are asked again",
    access: "cases.file",
    scope: "subject",
    params: z.object({ id: Id }),
    body: CaseCorrection,
    answer: SubjectState,
    handle: async (ctx, { params, body }) => {
      const { version: seen, reason, position } = body;
      const given = { version: seen, reason, position, recast: recastBy(body) };
      const { id, kind, stage, version } = await correctCase(ctx, params.id, given);
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

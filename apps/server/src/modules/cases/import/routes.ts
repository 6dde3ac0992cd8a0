import { ImportBatchIn, ImportBatchMade, ImportQuery, ImportSummary } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { importBatch } from "./service.ts";
import { summarise } from "./store.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/cases",
    summary:
      "Keeps up to 500 cases of another system as imported facts, without a run; safe to repeat, one journal entry a batch",
    access: "cases.import",
    scope: "list",
    body: ImportBatchIn,
    answer: ImportBatchMade,
    handle: (ctx, { body }) => importBatch(ctx, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/imports/cases",
    summary: "What came from one source, and how its deadlines compare with those worked out here",
    access: "cases.import",
    scope: "list",
    query: ImportQuery,
    answer: ImportSummary,
    handle: (ctx, { query }) => summarise(ctx.db, query.source, "areaPath" in ctx.actor ? ctx.actor.areaPath : ""),
  }),
];

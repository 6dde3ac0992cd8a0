import {
  CaseCount,
  CaseExportQuery,
  CaseFilterQuery,
  CaseQuery,
  CaseRow,
  CaseView,
  CaseViewIn,
  Id,
  page,
} from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { toRows } from "../handling/index.ts";
import { bulkRoute } from "./bulk.ts";
import { count } from "./count.ts";
import { destinationsRoute } from "./destination.ts";
import { exportCases } from "./export.ts";
import { readCursor, toCursor, toFilter, toOrder } from "./filter.ts";
import { heatRoute } from "./heat.ts";
import { searchCases } from "./search.ts";
import { keepOwnView, listOwnViews, removeOwnView } from "./view.ts";

const exportRoute = (format: "csv" | "xlsx"): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/cases/export.${format}`,
    summary: `Cases of the actor's scope as a ${format} file, 100,000 rows at most; recorded in the journal`,
    access: "cases.export",
    scope: "list",
    query: CaseExportQuery,
    answer: "raw",
    yields: "strained",
    handle: (ctx, { query }) => exportCases(ctx, query, format),
  });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/cases",
    summary: "Cases of the actor's scope, narrowed and ordered, a page at a time",
    access: "cases.read",
    scope: "list",
    query: CaseQuery,
    answer: page(CaseRow),
    handle: async (ctx, { query }) => {
      const { limit } = query;
      const order = toOrder(query);
      const after = readCursor(query.after);
      const { shown, next } = await searchCases(ctx, await toFilter(ctx, query), { order, after, limit });
      const items = await toRows(ctx, shown);
      return next === undefined ? { items } : { items, next: toCursor(order, next) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/count",
    summary: "How many such cases there are, counted no further than ten thousand",
    access: "cases.read",
    scope: "list",
    query: CaseFilterQuery,
    answer: CaseCount,
    handle: async (ctx, { query }) => count(ctx, await toFilter(ctx, query)),
  }),
  exportRoute("csv"),
  exportRoute("xlsx"),
  bulkRoute,
  destinationsRoute,
  heatRoute,
  defineRoute({
    method: "GET",
    path: "/api/v1/case-views",
    summary: "Kept lists of one's own, and those one's department shares",
    access: "cases.read",
    scope: "own",
    answer: z.object({ items: z.array(CaseView) }),
    handle: async (ctx) => ({ items: await listOwnViews(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/case-views",
    summary: "Keeps a list: its filters and columns",
    access: "cases.read",
    scope: "own",
    body: CaseViewIn,
    answer: CaseView,
    handle: (ctx, { body }) => keepOwnView(ctx, body),
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/case-views/:id",
    summary: "Removes one of one's own kept lists",
    access: "cases.read",
    scope: "own",
    params: z.object({ id: Id }),
    answer: z.void(),
    status: 204,
    handle: (ctx, { params }) => removeOwnView(ctx, params.id),
  }),
];

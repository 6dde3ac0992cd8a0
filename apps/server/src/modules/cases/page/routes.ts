import { Case, Id, page, Report, TimelineEntry } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import { checkVisible, findCase, listMerged } from "../case/index.ts";
import { toCase } from "../handling/index.ts";
import { listAlarmsOf } from "../report/index.ts";
import { reportPageOf } from "./report.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
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
      const { items, next } = await reportPageOf(ctx, found, undefined);
      const shown = await toCase(ctx, found, items);
      return next === undefined ? shown : { ...shown, reportsNext: next };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/reports",
    summary: "Reports of a case in the order they came, a page at a time; the case itself brings the first",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    query: z.object({ after: Id.optional() }),
    answer: page(Report),
    handle: async (ctx, { params, query }) =>
      reportPageOf(ctx, checkVisible(ctx, await findCase(ctx.db, params.id)), query.after),
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
      const alarms = await listAlarmsOf(ctx.db, found.id);
      const merged = new Map((await listMerged(ctx.db, found.id)).map(({ id, no }) => [id, no]));
      return { items: await timelineOf(ctx, { subjects: [found.id, ...merged.keys(), ...alarms], merged }) };
    },
  }),
];

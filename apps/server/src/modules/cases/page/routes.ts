import { Case, Id, TimelineEntry } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import { checkVisible, findCase, listMerged } from "../case/index.ts";
import { toCase } from "../handling/index.ts";
import { listReports } from "../report/index.ts";
import { toReports } from "./report.ts";

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
      return toCase(ctx, found, await toReports(ctx, found, await listReports(ctx.db, found.id)));
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

import { Id, page, TaskQuery, TaskRow } from "@chengyun/contracts";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listColleagues } from "../../identity/account/index.ts";
import { listTaskRows } from "./list.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/tasks",
    summary: "Open tasks with their cases and the moves that can be made now, the nearest or the soonest due first",
    access: "cases.read",
    scope: "list",
    query: TaskQuery,
    answer: page(TaskRow),
    handle: (ctx, { query }) => listTaskRows(ctx, query),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/colleagues",
    summary: "People of a department to whom its tasks can be assigned",
    access: "tasks.own",
    scope: "list",
    query: z.object({ department: Id }),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
    handle: async (ctx, { query }) => {
      const { actor } = ctx;
      const own = isMachine(actor) || actor.departments === "all" || actor.departments.includes(query.department);
      return { items: own ? await listColleagues(ctx, query.department, "tasks.own") : [] };
    },
  }),
];

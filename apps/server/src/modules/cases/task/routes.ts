import { page, TaskQuery, TaskRow } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
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
];

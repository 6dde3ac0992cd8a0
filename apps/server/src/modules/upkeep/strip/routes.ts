import { Strip, StripQuery } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { readStrip } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/strip",
    summary: "Alarms raised, reports received and cases opened in the last hours, by slice of time",
    access: "signed-in",
    scope: "list",
    query: StripQuery,
    answer: Strip,
    handle: (ctx, { query }) => readStrip(ctx, query.hours),
  }),
];

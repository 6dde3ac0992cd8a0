import { Way, WayQuery } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findWay } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/route",
    summary: "The fastest way between two places over the base map's roads, driving or walking: metres, seconds, line",
    access: "signed-in",
    scope: "none",
    query: WayQuery,
    answer: Way,
    handle: (ctx, { query }) => findWay(ctx, query),
  }),
];

import { Caller, CallerQuery } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listCallers } from "./caller.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reports/callers",
    summary: "Who called from a number before and what about, masked (asked by POST: a number stays out of addresses)",
    access: "reports.answer",
    scope: "list",
    body: CallerQuery,
    answer: z.object({ items: z.array(Caller) }),
    handle: async (ctx, { body }) => ({ items: await listCallers(ctx, body.phone) }),
  }),
];

import { BreakGlassIn, GuardState } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { breakGlass, getGuard } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/journal/guard",
    summary: "Whether the journal is whole, what is wrong with it and where, and whether commands are stopped",
    access: "signed-in",
    scope: "none",
    answer: GuardState,
    handle: async (ctx) => getGuard(ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/journal/guard/break-glass",
    summary: "Lets commands through for some hours although the journal was tampered with; with a reason, told to all",
    access: "journal.guard",
    scope: "city",
    body: BreakGlassIn,
    answer: GuardState,
    handle: (ctx, { body }) => breakGlass(ctx, body),
  }),
];

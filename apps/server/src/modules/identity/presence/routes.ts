import { Presence, PresenceIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { describePresence, endPresence, tellPresence } from "./service.ts";

const path = "/api/v1/me/presence";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path,
    summary: "Whether one is on duty outside, and since when",
    access: "signed-in",
    scope: "own",
    answer: Presence,
    handle: (ctx) => describePresence(ctx),
  }),
  defineRoute({
    method: "POST",
    path,
    summary: "Go on duty outside, or tell where one is now; only the present place is kept",
    access: "signed-in",
    scope: "own",
    body: PresenceIn,
    answer: Presence,
    handle: (ctx, { body }) => tellPresence(ctx, body),
  }),
  defineRoute({
    method: "DELETE",
    path,
    summary: "Go off duty; the place is forgotten",
    access: "signed-in",
    scope: "own",
    answer: z.undefined(),
    status: 204,
    handle: (ctx) => endPresence(ctx),
  }),
];

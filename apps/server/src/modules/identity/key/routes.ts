import { Key, KeyIn, KeyMade } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listKeys, registerKey } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/keys",
    summary: "API keys within the administrator's area, without their secrets",
    access: "keys.manage",
    scope: "list",
    answer: z.object({ items: z.array(Key) }),
    handle: async (ctx) => ({ items: await listKeys(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/keys",
    summary: "Register an API key; its secret is answered once",
    access: "keys.manage",
    scope: "subject",
    body: KeyIn,
    answer: KeyMade,
    status: 201,
    handle: (ctx, { body }) => registerKey(ctx, body),
  }),
];

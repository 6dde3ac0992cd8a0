import { FactEntry, FactIn, Id } from "@chengyun/contracts";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { defineFactOf, listFacts } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/facts",
    summary: "The dictionary of facts: what can be asked, whose it is, which forms ask it",
    access: "signed-in",
    scope: "none",
    answer: z.object({ items: z.array(FactEntry) }),
    handle: async (ctx) => ({ items: await listFacts(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/facts",
    summary: "Define a fact",
    access: "forms.design",
    scope: "list",
    body: FactIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: (ctx, { body }) =>
      defineFactOf(ctx, {
        fact: body.fact,
        areaPath: body.areaPath ?? (isMachine(ctx.actor) ? "" : ctx.actor.areaPath),
      }),
  }),
];

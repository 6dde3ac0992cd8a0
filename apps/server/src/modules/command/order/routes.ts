import { Id, OrderIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { getVisible } from "../incident/index.ts";
import { giveOrder } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents/:id/orders",
    summary:
      "Gives a department an order beside the plan, or a lesson of the review, with a time; accepting it is the receipt",
    access: "incidents.command",
    scope: "subject",
    params: z.object({ id: Id }),
    body: OrderIn,
    answer: z.object({ id: Id }),
    status: 201,
    once: true,
    handle: async (ctx, { params, body }) => ({ id: await giveOrder(ctx, await getVisible(ctx, params.id), body) }),
  }),
];

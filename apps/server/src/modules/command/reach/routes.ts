import { ReachShape, ResolvedReach } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { resolveReach } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reaches/resolve",
    summary: "What a reach comes to now: its shape and the areas it touches; nothing is kept",
    access: "things.read",
    scope: "none",
    body: ReachShape,
    answer: ResolvedReach,
    handle: async (ctx, { body }) => {
      const { shape, squareMetres, areaPath, areas } = await resolveReach(ctx, body);
      return { shape, squareMetres, areaPath, areas };
    },
  }),
];

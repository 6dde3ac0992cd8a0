import { MatterKind } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listKinds } from "./kind.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/matter-kinds",
    summary: "Flows that packs declare and the actor may read, with all that generic screens need of them",
    access: "signed-in",
    scope: "none",
    answer: z.object({ items: z.array(MatterKind) }),
    handle: async (ctx) => ({ items: await listKinds(ctx) }),
  }),
];

import { CaseTypeShape } from "@chengyun/contracts";
import { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/case-types",
    summary: "Categories of cases with their conditions, duties and limits",
    access: "cases.read",
    scope: "none",
    answer: z.object({ items: z.array(CaseTypeShape) }),
    handle: async (ctx) => ({
      items: [...ctx.deployment.registry.cases.values()].map((type) => ({
        id: type.id,
        pack: ctx.deployment.registry.packOf("case", type.id),
        name: type.name,
        files: type.files,
        closes: type.closes,
        handledBy: type.handledBy,
        clocks: { ...type.clocks },
      })),
    }),
  }),
];

/** 404 when the case is out of the asker's scope: nobody learns that it exists. */
export const checkVisible = <Found extends { areaPath: string; departments: readonly string[] }>(
  ctx: Context,
  found: Found | undefined,
): Found => {
  if (found === undefined || !isInScope(ctx.actor, found)) throw new AppError("subject.not-found");
  return found;
};

import { Id, LeftOutClasses } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { readLeftOut } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/left-out",
    summary:
      "Classes of the version before that a version leaves out, and the forms, rules and kept lists that name them",
    access: "dictionaries.read",
    scope: "none",
    params: z.object({ id: Id }),
    answer: LeftOutClasses,
    handle: (ctx, { params }) => readLeftOut(ctx, params.id),
  }),
];

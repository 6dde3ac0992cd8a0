import { ClassCounts, Id, MomentIn, Recoded } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { countClasses, recodeOpen } from "./service.ts";

const IdPath = z.object({ id: Id });
const moment = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/dictionaries/:id/recode",
    summary: "Re-codes the open cases of an older version by the mapping to this one",
    access: "dictionaries.edit",
    scope: "none",
    params: IdPath,
    body: z.object({ from: Id }),
    answer: Recoded,
    handle: (ctx, { params, body }) => recodeOpen(ctx, params.id, body.from),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/counts",
    summary: "Cases by class of a version; cases of other versions count where the mappings put them",
    access: "dictionaries.read",
    scope: "list",
    params: IdPath,
    query: z.object({ since: MomentIn.optional(), until: MomentIn.optional() }),
    answer: ClassCounts,
    handle: (ctx, { params, query }) =>
      countClasses(ctx, params.id, { since: moment(query.since), until: moment(query.until) }),
  }),
];

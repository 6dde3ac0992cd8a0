import { Id, RoutingRule, RoutingRuleIn } from "@chengyun/contracts";
import { z } from "zod";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { addRule } from "./service.ts";
import { listRules } from "./store.ts";

const homeOf = ({ actor }: Context): string => ("areaPath" in actor ? actor.areaPath : "");

const unknown = (id: string) => ({ zh: id, en: id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/routing-rules",
    summary: "Rules that say where a case goes, in the order in which they are asked",
    access: "cases.read",
    scope: "none",
    answer: z.object({ items: z.array(RoutingRule) }),
    handle: async (ctx) => {
      const names = await departmentNames(ctx);
      const rules = await listRules(ctx.db);
      return {
        items: rules.map((rule) => ({
          ...rule,
          departmentName: names.get(rule.departmentId) ?? unknown(rule.departmentId),
        })),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/routing-rules",
    summary: "Adds a routing rule",
    access: "routing.edit",
    scope: "subject",
    body: RoutingRuleIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: async (ctx, { body }) => ({
      id: await addRule(ctx, body.areaPath ?? homeOf(ctx), {
        "name-zh": body.name.zh,
        "name-en": body.name.en,
        condition: body.condition,
        department: body.departmentId,
        place: body.place,
        ...(body.reason === undefined ? {} : { reason: body.reason }),
      }),
    }),
  }),
];

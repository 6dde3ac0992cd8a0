import { Found, SearchQuery } from "@chengyun/contracts";
import { z } from "zod";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { findCasesSaying } from "../../cases/list/index.ts";
import { fitOf, type Ranked, rank } from "./rank.ts";
import { findPlaces } from "./service.ts";

const mostCases = 20;

const findCases = async (ctx: Context, typed: string): Promise<Ranked[]> => {
  if (!isMachine(ctx.actor) && !isPermitted(ctx.actor, "cases.read")) return [];
  const cases = await findCasesSaying(ctx, typed, mostCases);
  return cases.map(({ id, no, title, position }): Ranked => {
    const isNumber = no === typed || (typed.length >= 5 && no.endsWith(typed));
    const found: Found = { kind: "case", id, title, detail: { zh: no, en: no }, position: [...position] };
    return { found, fit: isNumber ? 98 : fitOf(typed, [title]) };
  });
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/search",
    summary: "Finds things, cases, areas, places, roads, addresses and coordinates by names, pinyin, numbers, codes",
    access: "signed-in",
    scope: "list",
    query: SearchQuery,
    answer: z.object({ items: z.array(Found) }),
    handle: async (ctx, { query }) => {
      const [longitude, latitude] = query.near?.split(",").map(Number) ?? [];
      const near = longitude === undefined || latitude === undefined ? undefined : ([longitude, latitude] as const);
      const all = await Promise.all([findPlaces(ctx, query.q, near), findCases(ctx, query.q)]);
      return { items: rank(all.flat(), { near, limit: query.limit }) };
    },
  }),
];

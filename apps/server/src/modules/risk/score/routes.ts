import { AreaRisk, AreaRiskQuery, Id, page, Risk, RiskDetail, RiskModelShape, RiskQuery } from "@chengyun/contracts";
import { isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listAreaRisks } from "./areas.ts";
import type { RiskRecord } from "./model.ts";
import { toDetail, today, toModels, toRisks } from "./shape.ts";
import { findRisk, listRisks } from "./store.ts";

/** Risks are seen by area. */
const reachOf = (ctx: Context): string => (isMachine(ctx.actor) ? "" : ctx.actor.areaPath);

const getVisible = async (ctx: Context, id: string): Promise<RiskRecord> => {
  const risk = await findRisk(ctx.db, id);
  if (risk === undefined || !isWithin(risk.areaPath, reachOf(ctx))) throw new AppError("subject.not-found");
  return risk;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/risk-models",
    summary: "How risks are scored and coloured: inputs, factors and formulas of every subject",
    access: "risks.read",
    scope: "none",
    answer: z.object({ items: z.array(RiskModelShape) }),
    handle: async (ctx) => ({ items: toModels(ctx) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/risks",
    summary: "The inventory of risks, worst first",
    access: "risks.read",
    scope: "list",
    query: RiskQuery,
    answer: page(Risk),
    handle: async (ctx, { query }) => {
      const found = await listRisks(ctx.db, {
        areaPaths: [reachOf(ctx), ...(query.area === undefined ? [] : [query.area])],
        model: query.model,
        colour: query.colour,
        thingId: query.thing,
        reviewBy: query.due === undefined ? undefined : today(ctx),
        after: toIdCursor(query.after),
        limit: query.limit + 1,
      });
      const items = await toRisks(ctx, found.slice(0, query.limit));
      const next = found.length > query.limit ? found[query.limit - 1]?.id : undefined;
      return { items, ...(next === undefined ? {} : { next }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/risks/areas",
    summary: "Colours of the areas below one, by subject",
    access: "risks.read",
    scope: "list",
    query: AreaRiskQuery,
    answer: z.object({ items: z.array(AreaRisk) }),
    handle: async (ctx, { query }) => ({ items: await listAreaRisks(ctx, reachOf(ctx), query.area ?? reachOf(ctx)) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/risks/:id",
    summary: "One risk: every factor and figure of its score, and why it changed",
    access: "risks.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: RiskDetail,
    handle: async (ctx, { params }) => toDetail(ctx, await getVisible(ctx, params.id)),
  }),
];

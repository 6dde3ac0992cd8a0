import { Id, Matter, MatterIn, PageQuery, page } from "@chengyun/contracts";
import { type Flow, isWithin, type Permission } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import type { ModuleFlow } from "../../../platform/module.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { flowRoutes } from "../flow/index.ts";
import { keepFacts, openingMove, openMatter, readMatter } from "./service.ts";
import { listMatters } from "./store.ts";

const Row = Matter.omit({ clocks: true, moves: true });

const listRoute = (flow: Flow): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${flow.plural}`,
    summary: `${flow.name.en}: those of the actor's scope, newest first`,
    access: `${flow.plural}.read`,
    scope: "list",
    query: PageQuery,
    answer: page(Row),
    handle: async (ctx, { query }) => {
      const found = await listMatters(ctx.db, {
        kind: flow.kind,
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        departments: isMachine(ctx.actor) || flow.scope === "area" ? "all" : ctx.actor.departments,
        beforeId: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = found.at(-1);
      return {
        items: found.map((one) => ({
          ...one,
          openedAt: one.openedAt.toISOString(),
          changedAt: one.changedAt.toISOString(),
        })),
        ...(found.length === query.limit && last !== undefined ? { next: last.id } : {}),
      };
    },
  });

const readRoute = (flow: Flow): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${flow.plural}/:id`,
    summary: `${flow.name.en}: one, with its clocks and moves`,
    access: `${flow.plural}.read`,
    scope: "subject",
    params: z.object({ id: Id }),
    answer: Matter,
    handle: (ctx, { params }) => readMatter(ctx, flow, params.id),
  });

const openRoute = (flow: Flow): Route[] => {
  const opening = openingMove(flow)?.[1];
  if (opening === undefined || opening.byMachine === "only") return [];
  return [
    defineRoute({
      method: "POST",
      path: `/api/v1/${flow.plural}`,
      summary: `${flow.name.en}: ${opening.name.en}`,
      access: opening.by as Permission,
      scope: "list",
      body: MatterIn,
      answer: z.object({ id: Id }),
      status: 201,
      handle: async (ctx, { body }) => {
        const known = (await getAreas(ctx)).list.some((area) => isWithin(body.areaPath, area.path));
        if (!known) throw new AppError("request.invalid", { faults: [{ path: "body.areaPath", code: "unknown" }] });
        return { id: await openMatter(ctx, flow, body) };
      },
    }),
  ];
};

const withFacts = (flow: Flow): ModuleFlow => ({
  flow,
  apply: Object.fromEntries(Object.keys(flow.moves).map((name) => [name, keepFacts])),
});

/** Endpoints of the flows that packs declare: open, list, read, and every move. No pack needs a route of its own. */
export const matterRoutes = (flows: readonly Flow[]): Route[] => [
  ...flows.flatMap((flow) => [listRoute(flow), readRoute(flow), ...openRoute(flow)]),
  ...flowRoutes(flows.map(withFacts)),
];

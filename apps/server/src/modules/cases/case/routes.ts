import { CaseQuery, CaseRow, CaseTypeShape, Id, page } from "@chengyun/contracts";
import { z } from "zod";
import { isInScope, isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { cityCase } from "./flow.ts";
import type { StandingCase } from "./model.ts";
import { toRows } from "./shape.ts";
import { type CaseFilter, listCases, noDeadline } from "./store.ts";

const openStages = Object.entries(cityCase.stages)
  .filter(([, stage]) => !("end" in stage))
  .map(([id]) => id);
const endStages = Object.keys(cityCase.stages).filter((id) => !openStages.includes(id));

const cursor = (text: string | undefined): CaseFilter["after"] => {
  const [at, id] = (text ?? "").split("_");
  const moment = new Date(at ?? "");
  if (id === undefined || Number.isNaN(moment.getTime()) || !Id.safeParse(id).success) {
    if (text === undefined) return undefined;
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
  }
  return { at: moment, id };
};

const stagesOf = (query: z.infer<typeof CaseQuery>): readonly string[] | undefined => {
  if (query.stage !== undefined) return [query.stage];
  if (query.open === undefined) return undefined;
  return query.open === "true" ? openStages : endStages;
};

/** The asker's scope and wishes as one filter. */
const toFilter = (ctx: Context, query: z.infer<typeof CaseQuery>): CaseFilter => ({
  stages: stagesOf(query),
  category: query.category,
  departmentId: query.department,
  thingId: query.thing,
  areaPaths: [isMachine(ctx.actor) ? "" : ctx.actor.areaPath, query.area ?? ""].filter((path) => path !== ""),
  departments: isMachine(ctx.actor) ? "all" : ctx.actor.departments,
  words: query.q,
  box: query.box,
  order: query.order,
  after: cursor(query.after),
  limit: query.limit,
});

/** Where the next page begins: by what the list was ordered by, from the very rows. */
const nextOf = (order: "due" | "new", last: StandingCase): string =>
  `${(order === "due" ? (last.dueAt ?? noDeadline) : last.openedAt).toISOString()}_${last.id}`;

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/cases",
    summary: "Cases of the actor's scope, by deadline or newest first",
    access: "cases.read",
    scope: "list",
    query: CaseQuery,
    answer: page(CaseRow),
    handle: async (ctx, { query }) => {
      const found = await listCases(ctx.db, toFilter(ctx, query));
      const items = await toRows(ctx, found);
      const last = found.at(-1);
      return found.length < query.limit || last === undefined ? { items } : { items, next: nextOf(query.order, last) };
    },
  }),
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

import {
  Id,
  Matter,
  MatterIn,
  MatterQuery,
  MatterRow,
  Position,
  page,
  TimelineEntry,
  WordsAsked,
} from "@chengyun/contracts";
import { type FactValues, type Flow, isWithin, type Permission } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import type { ModuleFlow } from "../../../platform/module.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { flowRoutes } from "../flow/index.ts";
import { timelineOf } from "../timeline/index.ts";
import { factsOfFlow } from "./kind.ts";
import { openingMove } from "./opening.ts";
import { getSubject, keepFacts, openMatter, readMatter, readPersonalWords, toMatterRows } from "./service.ts";
import { listMatters } from "./store.ts";

/** Stages that a list is limited to; undefined when it shows all. */
const stagesAsked = (flow: Flow, { stage, open }: z.output<typeof MatterQuery>): string[] | undefined => {
  if (stage !== undefined) return [stage];
  if (open === undefined) return undefined;
  return Object.entries(flow.stages)
    .filter(([, { end }]) => (end === true) !== (open === "true"))
    .map(([id]) => id);
};

const listRoute = (flow: Flow): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${flow.plural}`,
    summary: `${flow.name.en}: those of the actor's scope, newest first`,
    access: `${flow.plural}.read`,
    scope: "list",
    query: MatterQuery,
    answer: page(MatterRow),
    handle: async (ctx, { query }) => {
      const found = await listMatters(ctx.db, {
        kind: flow.kind,
        stages: stagesAsked(flow, query),
        dueBefore: query.late === "true" ? ctx.clock.now() : undefined,
        words: query.q === "" ? undefined : query.q,
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        departments: isMachine(ctx.actor) || flow.scope === "area" ? "all" : ctx.actor.departments,
        beforeId: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = found.at(-1);
      return {
        items: await toMatterRows(ctx, flow, found),
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

/** Where a matter is that nobody placed: where its first place lies, else where the post is, else the whole city. */
const areaOf = async (ctx: Context, facts: FactValues): Promise<string> => {
  const areas = await getAreas(ctx);
  for (const value of Object.values(facts)) {
    const place = Position.safeParse((value as { position?: unknown } | null)?.position);
    const found = place.success ? areas.at(place.data) : undefined;
    if (found !== undefined) return found;
  }
  const own = isMachine(ctx.actor) ? "" : ctx.actor.areaPath;
  return own === "" ? (areas.list.toSorted((a, b) => a.path.length - b.path.length)[0]?.path ?? "") : own;
};

const timelineRoute = (flow: Flow): Route =>
  defineRoute({
    method: "GET",
    path: `/api/v1/${flow.plural}/:id/timeline`,
    summary: `${flow.name.en}: what happened to one, in order`,
    access: `${flow.plural}.read`,
    scope: "subject",
    params: z.object({ id: Id }),
    answer: z.object({ items: z.array(TimelineEntry) }),
    handle: async (ctx, { params }) => {
      const { id } = await getSubject(ctx, flow, params.id);
      return { items: await timelineOf(ctx, { subjects: [id], facts: await factsOfFlow(ctx, flow) }) };
    },
  });

const wordsRoute = (flow: Flow): Route =>
  defineRoute({
    method: "POST",
    path: `/api/v1/${flow.plural}/:id/words`,
    summary: `${flow.name.en}: its personal words in plain, for a purpose and a reason; every look is recorded`,
    access: "persons.unmask",
    scope: "subject",
    params: z.object({ id: Id }),
    body: WordsAsked,
    answer: z.object({ words: z.record(z.string(), z.string()) }),
    handle: async (ctx, { params, body }) => {
      if (!isPermitted(ctx.actor, `${flow.plural}.read`)) throw new AppError("subject.not-found");
      return { words: await readPersonalWords(ctx, flow, { id: params.id, ...body }) };
    },
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
      once: true,
      handle: async (ctx, { body }) => {
        const areaPath = body.areaPath ?? (await areaOf(ctx, body.facts));
        const known = (await getAreas(ctx)).list.some((area) => isWithin(areaPath, area.path));
        if (!known) throw new AppError("request.invalid", { faults: [{ path: "body.areaPath", code: "unknown" }] });
        return { id: await openMatter(ctx, flow, { ...body, areaPath }) };
      },
    }),
  ];
};

const withFacts = (flow: Flow): ModuleFlow => ({
  flow,
  apply: Object.fromEntries(Object.entries(flow.moves).map(([name, move]) => [name, keepFacts(flow, move)])),
});

/** Endpoints of the flows that packs declare: open, list, read, and every move. No pack needs a route of its own. */
export const matterRoutes = (flows: readonly Flow[]): Route[] => [
  ...flows.flatMap((flow) => [
    listRoute(flow),
    readRoute(flow),
    timelineRoute(flow),
    wordsRoute(flow),
    ...openRoute(flow),
  ]),
  ...flowRoutes(flows.map(withFacts)),
];

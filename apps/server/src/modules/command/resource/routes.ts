import { Id, ResourceQuery, ResourceRow } from "@chengyun/contracts";
import { z } from "zod";
import { transact } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { getVisible } from "../incident/index.ts";
import { fillShelters, rankResources, release, reserve } from "./service.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:id/resources",
    summary: "Resources for an incident: what it has, then what is free, the soonest there by road first",
    access: "incidents.read",
    scope: "subject",
    params: IdPath,
    query: ResourceQuery,
    answer: z.object({ items: z.array(ResourceRow) }),
    handle: async (ctx, { params, query }) => ({
      items: await rankResources(ctx, await getVisible(ctx, params.id), { kind: query.kind, limit: query.limit }),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents/:id/resources",
    summary: "Reserves a resource for an incident, or another number of people for a shelter",
    access: "incidents.command",
    scope: "subject",
    params: IdPath,
    body: z.object({ thing: Id, people: z.number().int().min(1).max(1_000_000).default(1) }),
    answer: z.object({}),
    once: true,
    handle: async (ctx, { params, body }) => {
      await reserve(ctx, await getVisible(ctx, params.id), body);
      return {};
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents/:id/resources/release",
    summary: "Gives a resource of an incident back",
    access: "incidents.command",
    scope: "subject",
    params: IdPath,
    body: z.object({ thing: Id }),
    answer: z.object({}),
    once: true,
    handle: async (ctx, { params, body }) => {
      await getVisible(ctx, params.id);
      await release(ctx, params.id, body.thing);
      return {};
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents/:id/shelters",
    summary: "Places for so many people in the nearest shelters, by room and road; answers how many found none",
    access: "incidents.command",
    scope: "subject",
    params: IdPath,
    body: z.object({ people: z.number().int().min(1).max(1_000_000) }),
    answer: z.object({ left: z.number().int() }),
    once: true,
    handle: (outer, { params, body }) =>
      transact(outer, async (ctx) => ({
        left: await fillShelters(ctx, await getVisible(ctx, params.id), body.people),
      })),
  }),
];

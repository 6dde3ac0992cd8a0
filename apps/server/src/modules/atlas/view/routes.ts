import { Id, MapView, MapViewIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { keepOwnView, listOwnViews, removeOwnView } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/map-views",
    summary: "Kept views of the map: one's own, and those one's department shares",
    access: "things.read",
    scope: "own",
    answer: z.object({ items: z.array(MapView) }),
    handle: async (ctx) => ({ items: await listOwnViews(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/map-views",
    summary: "Keeps a view of the map: where it looks, its layers, what is selected",
    access: "things.read",
    scope: "own",
    body: MapViewIn,
    answer: MapView,
    handle: (ctx, { body }) => keepOwnView(ctx, body),
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/map-views/:id",
    summary: "Removes one of one's own kept views of the map",
    access: "things.read",
    scope: "own",
    params: z.object({ id: Id }),
    answer: z.void(),
    status: 204,
    handle: (ctx, { params }) => removeOwnView(ctx, params.id),
  }),
];

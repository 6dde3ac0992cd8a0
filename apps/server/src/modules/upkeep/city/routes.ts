import { City, ServerClock, ServerClockIn } from "@chengyun/contracts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { describeCity, describeClock, setClock } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/city",
    summary: "What a browser may know of the city before anybody signed in",
    access: "public",
    scope: "none",
    answer: City,
    handle: async (ctx) => describeCity(ctx),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/clock",
    summary: "What time it is in the city, and how fast it runs",
    access: "public",
    scope: "none",
    answer: ServerClock,
    handle: async (ctx) => describeClock(ctx),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/clock",
    summary: "Set the city's clock: another speed, or a later moment",
    access: "clock.set",
    scope: "city",
    body: ServerClockIn,
    answer: ServerClock,
    handle: (ctx, { body }) => setClock(ctx, body),
  }),
];

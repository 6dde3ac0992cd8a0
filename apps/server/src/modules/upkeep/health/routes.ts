import { Health } from "@chengyun/contracts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { readHealth, readState } from "./service.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/health",
    summary: "Whether the platform works, for watchdogs: 503 when it does not",
    access: "public",
    scope: "none",
    answer: Health.pick({ state: true }),
    handle: async (ctx) => {
      const health = await readState(ctx);
      return new RawAnswer("application/json; charset=utf-8", JSON.stringify(health), {
        status: health.state === "down" ? 503 : 200,
      });
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/health/parts",
    summary: "Every part of the platform: its state, a sentence and figures",
    access: "health.read",
    scope: "none",
    answer: Health,
    handle: async (ctx) => readHealth(ctx),
  }),
  defineRoute({
    method: "GET",
    path: "/metrics",
    summary: "Figures of the api process for Prometheus",
    access: "health.read",
    scope: "none",
    answer: "raw",
    handle: async (ctx) => {
      const { type, text } = await ctx.deployment.vitals.metrics.read();
      return new RawAnswer(type, text, { headers: { "Cache-Control": "no-store" } });
    },
  }),
];

import { LiveQuery } from "@chengyun/contracts";
import { defineRoute, RawAnswer, type Route } from "../../../platform/route.ts";
import { feedOf } from "./feed.ts";
import { createSight } from "./sight.ts";
import { openLiveStream } from "./stream.ts";

const resumedFrom = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/live",
    summary: "What happens from now on, or from a position on, as server-sent events",
    access: "signed-in",
    scope: "list",
    query: LiveQuery,
    answer: "raw",
    handle: async (ctx, { query, http }) => {
      const stream = await openLiveStream({
        feed: feedOf(ctx.db),
        actor: ctx.actor,
        isSeen: createSight(ctx.flows),
        after: resumedFrom(http.header("last-event-id")) ?? query.after,
        gone: http.gone,
        callerNow: http.callerNow,
      });
      return new RawAnswer("text/event-stream; charset=utf-8", stream, {
        headers: { "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
      });
    },
  }),
];

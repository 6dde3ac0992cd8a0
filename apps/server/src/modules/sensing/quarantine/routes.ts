import { page, Quarantined, QuarantineQuery } from "@chengyun/contracts";
import { isMachine } from "../../../platform/actor.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listQuarantined } from "./store.ts";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/quarantine",
    summary: "What was put aside in the actor's area, newest first; strangers are shown to the whole city's duty alone",
    access: "quarantine.read",
    scope: "list",
    query: QuarantineQuery,
    answer: page(Quarantined),
    handle: async (ctx, { query }) => {
      const items = await listQuarantined(ctx.db, {
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        reason: query.reason,
        before: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = items.at(-1);
      return {
        items: items.map(({ deviceId, address, payload, firstAt, lastAt, ...item }) => ({
          ...item,
          firstAt: firstAt.toISOString(),
          lastAt: lastAt.toISOString(),
          ...(deviceId === undefined ? {} : { deviceId }),
          ...(address === undefined ? {} : { address }),
          ...(payload === undefined ? {} : { payload }),
        })),
        ...(items.length === query.limit && last !== undefined ? { next: last.id } : {}),
      };
    },
  }),
];

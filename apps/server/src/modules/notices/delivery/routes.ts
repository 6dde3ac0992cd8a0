import { Delivery, DeliveryQuery, DeliveryReceipt, DeliveryRetry, DeliverySettle, Id, page } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { takeReceipt } from "./outbox.ts";
import { listReceipts, readReceipt, retryDelivery, settleDelivery } from "./service.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/deliveries",
    summary:
      "Receipts: who was told what by which channel, and how far it came; `state=given-up` is the undelivered queue",
    access: "deliveries.read",
    scope: "list",
    query: DeliveryQuery,
    answer: page(Delivery),
    handle: (ctx, { query }) =>
      listReceipts(ctx, {
        state: query.state,
        notice: query.notice,
        before: toIdCursor(query.after),
        limit: query.limit,
      }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/deliveries/:id",
    summary: "The receipt of a message to the asker: how far it came",
    access: "notices.read",
    scope: "own",
    params: IdPath,
    answer: Delivery,
    handle: (ctx, { params }) => readReceipt(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/deliveries/:id/retry",
    summary: "Tries again what was given up, by the same channel or another",
    access: "deliveries.retry",
    scope: "subject",
    params: IdPath,
    body: DeliveryRetry,
    answer: Delivery,
    handle: (ctx, { params, body }) => retryDelivery(ctx, params.id, body.channel),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/deliveries/:id/settle",
    summary: "Ends what was given up, with the reason",
    access: "deliveries.retry",
    scope: "subject",
    params: IdPath,
    body: DeliverySettle,
    answer: Delivery,
    handle: (ctx, { params, body }) => settleDelivery(ctx, params.id, body.reason),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/receipts",
    summary: "What a provider says later about a message it took, by the provider's own name for it",
    access: "receipts.record",
    scope: "none",
    body: DeliveryReceipt,
    answer: z.object({ known: z.boolean() }),
    handle: async (ctx, { body }) => {
      if (!(await takeReceipt(ctx, body))) throw new AppError("subject.not-found");
      return { known: true };
    },
  }),
];

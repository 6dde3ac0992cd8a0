import { AccessReview, AccessReviewDetail, Id, ReviewDecisionIn } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { exportReview } from "./export.ts";
import { decide, listAll, readReview } from "./service.ts";

const IdPath = z.object({ id: Id });
const one = { access: "access.review", scope: "subject", params: IdPath } as const;
const Exported = z.object({ language: z.enum(["zh", "en"]).default("zh") });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/access-reviews",
    summary: "Access reviews, the newest first, with what nobody has decided yet",
    access: "access.review",
    scope: "list",
    answer: z.object({ items: z.array(AccessReview) }),
    handle: async (ctx) => ({ items: await listAll(ctx) }),
  }),
  defineRoute({
    ...one,
    method: "GET",
    path: "/api/v1/access-reviews/:id",
    summary: "An access review: accounts, posts, last use, deputies, decisions",
    answer: AccessReviewDetail,
    handle: (ctx, { params }) => readReview(ctx, params.id),
  }),
  defineRoute({
    ...one,
    method: "POST",
    path: "/api/v1/access-reviews/:id/decisions",
    summary: "Keep or take away one post of one account, with a reason",
    body: ReviewDecisionIn,
    answer: z.undefined(),
    status: 204,
    handle: (ctx, { params, body }) => decide(ctx, params.id, body),
  }),
  ...(["csv", "xlsx"] as const).map((format) =>
    defineRoute({
      ...one,
      method: "GET",
      path: `/api/v1/access-reviews/:id/export.${format}`,
      summary: `An access review as a file (${format})`,
      query: Exported,
      answer: "raw",
      handle: (ctx, { params, query }) => exportReview(ctx, params.id, { language: query.language, format }),
    }),
  ),
];

import { Id, NoticeQuery, NoticeShape, page } from "@chengyun/contracts";
import { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listOwnNotices, readNotice } from "./service.ts";

const readCursor = (after: string | undefined): string | undefined => {
  if (after !== undefined && !Id.safeParse(after).success)
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
  return after;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/notices",
    summary: "What was told to the asker, newest first",
    access: "notices.read",
    scope: "own",
    query: NoticeQuery,
    answer: page(NoticeShape),
    handle: (ctx, { query }) =>
      listOwnNotices(ctx, {
        unread: query.unread === undefined ? undefined : query.unread === "true",
        before: readCursor(query.after),
        limit: query.limit,
      }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notices/:id/read",
    summary: "Says that the asker has read a notice",
    access: "notices.read",
    scope: "own",
    params: z.object({ id: Id }),
    answer: NoticeShape,
    handle: (ctx, { params }) => readNotice(ctx, params.id),
  }),
];

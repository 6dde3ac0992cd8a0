import { Delivery, Id, NoticeQuery, NoticeShape, NoticesShown, page, TemplateTest, Watch } from "@chengyun/contracts";
import { z } from "zod";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { acknowledgeNotice, listOwnNotices, readNotice, setWatch, showNotices } from "./service.ts";
import { testTemplate } from "./test-send.ts";

const IdPath = z.object({ id: Id });

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
        type: query.type,
        waiting: query.waiting === "true",
        before: toIdCursor(query.after),
        limit: query.limit,
      }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notices/:id/read",
    summary: "Says that the asker has read a notice",
    access: "notices.read",
    scope: "own",
    params: IdPath,
    answer: NoticeShape,
    handle: (ctx, { params }) => readNotice(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notices/:id/acknowledge",
    summary: "Takes note of a notice for everyone it was told to: nobody further is told",
    access: "notices.read",
    scope: "own",
    params: IdPath,
    answer: NoticeShape,
    handle: (ctx, { params }) => acknowledgeNotice(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notices/shown",
    summary: "Says that notices came into the asker's sight",
    access: "notices.read",
    scope: "own",
    body: NoticesShown,
    answer: z.object({}),
    handle: async (ctx, { body }) => {
      await showNotices(ctx, body.ids);
      return {};
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notice-templates/:type/test",
    summary: "Sends a template to the asker by one channel, filled with its samples; answers the receipt",
    access: "templates.manage",
    scope: "none",
    params: z.object({ type: z.string().max(100) }),
    body: TemplateTest,
    answer: Delivery,
    handle: (ctx, { params, body }) => testTemplate(ctx, params.type, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/watches",
    summary: "Tells the asker of what happens to a subject from now on",
    access: "notices.read",
    scope: "subject",
    body: Watch,
    answer: z.object({}),
    handle: async (ctx, { body }) => {
      await setWatch(ctx, body, true);
      return {};
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/watches/end",
    summary: "Tells the asker no longer of what happens to a subject",
    access: "notices.read",
    scope: "subject",
    body: Watch,
    answer: z.object({}),
    handle: async (ctx, { body }) => {
      await setWatch(ctx, body, false);
      return {};
    },
  }),
];

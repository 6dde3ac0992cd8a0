import { EscalationChoices, EscalationIn, EscalationVersion, NoticeEscalation } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listChoices, listEscalations, listEscalationVersions, setEscalation } from "./service.ts";

const TypePath = z.object({ type: z.string().max(100) });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/notice-escalations",
    summary: "Who is told next of each notice when nobody acknowledges it, and whom a step can name",
    access: "templates.manage",
    scope: "none",
    answer: z.object({ items: z.array(NoticeEscalation), choices: EscalationChoices }),
    handle: async (ctx) => ({ items: await listEscalations(ctx), choices: await listChoices(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notice-escalations/:type",
    summary: "Sets who is told next of a notice, over the version that was seen",
    access: "templates.manage",
    scope: "city",
    params: TypePath,
    body: EscalationIn,
    answer: NoticeEscalation,
    handle: (ctx, { params, body }) => setEscalation(ctx, params.type, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/notice-escalations/:type/versions",
    summary: "Every version of who is told next, newest first",
    access: "templates.manage",
    scope: "none",
    params: TypePath,
    answer: z.object({ items: z.array(EscalationVersion) }),
    handle: async (ctx, { params }) => ({ items: await listEscalationVersions(ctx, params.type) }),
  }),
];

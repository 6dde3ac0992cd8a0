import { NoticeTemplate, TemplateIn, TemplatePreview, TemplateVersion, TemplateWords } from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { editTemplate, listTemplates, listTemplateVersions, previewTemplate } from "./service.ts";

const TypePath = z.object({ type: z.string().max(100) });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/notice-templates",
    summary: "Every notice that can be told, with its words in both languages and the places they may use",
    access: "templates.manage",
    scope: "none",
    answer: z.object({ items: z.array(NoticeTemplate) }),
    handle: async (ctx) => ({ items: await listTemplates(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notice-templates/:type",
    summary: "Gives a notice new words, over the version that was seen",
    access: "templates.manage",
    scope: "city",
    params: TypePath,
    body: TemplateIn,
    answer: NoticeTemplate,
    handle: (ctx, { params, body }) => editTemplate(ctx, params.type, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notice-templates/:type/preview",
    summary: "Words filled with samples, and what is wrong with them; nothing is kept",
    access: "templates.manage",
    scope: "none",
    params: TypePath,
    body: TemplateWords,
    answer: TemplatePreview,
    handle: async (ctx, { params, body }) => previewTemplate(ctx, params.type, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/notice-templates/:type/versions",
    summary: "Every version of a notice's words, newest first",
    access: "templates.manage",
    scope: "none",
    params: TypePath,
    answer: z.object({ items: z.array(TemplateVersion) }),
    handle: async (ctx, { params }) => ({ items: await listTemplateVersions(ctx, params.type) }),
  }),
];

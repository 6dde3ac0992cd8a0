import { FormDesign, FormIn, FormRow, FormShape, FormVersion, Id, KnownFact, KnownIn } from "@chengyun/contracts";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listKnownFor } from "./known.ts";
import { drawForm, listAllForms, listFormVersions, readForm } from "./service.ts";
import { findFormShape } from "./version.ts";

const Key = z.string().min(1).max(100);

const getShape = async (ctx: Context, key: string, version: number | undefined): Promise<FormShape> => {
  const form = await findFormShape(ctx, key, version);
  if (form === undefined) throw new AppError("subject.not-found");
  return form;
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/forms",
    summary: "All forms, packs' and people's, with what asks them",
    access: "signed-in",
    scope: "none",
    answer: z.object({ items: z.array(FormRow) }),
    handle: async (ctx) => ({ items: await listAllForms(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/forms",
    summary: "Design a form; a field nobody defined is refused with its place",
    access: "forms.design",
    scope: "list",
    body: FormIn,
    answer: z.object({ id: Id }),
    status: 201,
    handle: (ctx, { body: { areaPath, ...design } }) =>
      drawForm(ctx, { design, areaPath: areaPath ?? (isMachine(ctx.actor) ? "" : ctx.actor.areaPath) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/forms/:id",
    summary: "A form that people design: its draft, versions and moves",
    access: "forms.design",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: FormDesign,
    handle: (ctx, { params }) => readForm(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/form-versions/:key",
    summary: "Published versions of a form, newest first",
    access: "signed-in",
    scope: "none",
    params: z.object({ key: Key }),
    answer: z.object({ items: z.array(FormVersion) }),
    handle: async (ctx, { params }) => ({ items: await listFormVersions(ctx, params.key) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/form-versions/:key/:version",
    summary: "One version of a form (`newest` or its number) with all it needs to be asked without a net",
    access: "signed-in",
    scope: "none",
    params: z.object({
      key: Key,
      version: z.union([z.literal("newest"), z.coerce.number().int().min(1).max(1_000_000)]),
    }),
    answer: FormShape,
    handle: (ctx, { params: { key, version } }) => getShape(ctx, key, version === "newest" ? undefined : version),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/known-facts",
    summary: "What is known already of what a form asks, each with who said it, where and when",
    access: "signed-in",
    scope: "list",
    body: KnownIn,
    answer: z.object({ items: z.array(KnownFact) }),
    handle: async (ctx, { body }) => ({
      items: await listKnownFor(ctx, await getShape(ctx, body.form, body.version), body.answers),
    }),
  }),
];

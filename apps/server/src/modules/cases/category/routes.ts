import {
  CaseTypeShape,
  Category,
  CategoryQuery,
  FormPlace,
  FormPlacesIn,
  Id,
  PackCategoryIn,
  PackSuccession,
} from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { attachForm, detachForm } from "../../flows/form/index.ts";
import { listFormPlaces } from "./form-place.ts";
import { listCaseTypes } from "./offered.ts";
import { searchCategories } from "./search.ts";
import { setStanding, successionBy } from "./standing.ts";

const History = z.enum(["true", "false"]).default("false");

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/case-types",
    summary:
      "Categories new cases may be of today, with their words and what is asked of whoever reports; with history=true those of before, too",
    access: "cases.read",
    scope: "none",
    query: z.object({ history: History }),
    answer: z.object({ items: z.array(CaseTypeShape) }),
    handle: async (ctx, { query }) => ({ items: await listCaseTypes(ctx, query.history === "true") }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/categories",
    summary:
      "Categories of cases by name, pinyin or code, as they hold on a day; with history=true those superseded, too",
    access: "cases.read",
    scope: "none",
    query: CategoryQuery,
    answer: z.object({ items: z.array(Category) }),
    handle: async (ctx, { query: { q, at, limit, history } }) => ({
      items: (await searchCategories(ctx, q, { day: at, history: history === "true" })).slice(0, limit),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/categories/intake",
    summary: "Takes a pack's category out of intake, or lets it in again; cases it has go on",
    access: "dictionaries.edit",
    scope: "city",
    body: PackCategoryIn,
    answer: z.void(),
    status: 204,
    handle: (ctx, { body }) => setStanding(ctx, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/form-places",
    summary: "What a form may be attached to: moves whose flow says so, categories, majors, versions and packs",
    access: "forms.design",
    scope: "none",
    answer: z.object({ items: z.array(FormPlace) }),
    handle: async (ctx) => ({ items: await listFormPlaces(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/forms/:id/attach",
    summary: "Attaches a published form to categories and moves, all or none: from then on they ask it",
    access: "forms.design",
    scope: "city",
    params: z.object({ id: Id }),
    body: FormPlacesIn,
    answer: z.void(),
    status: 204,
    handle: async (ctx, { params, body: { places } }) =>
      attachForm(ctx, params.id, { places, offered: await listFormPlaces(ctx) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/forms/:id/detach",
    summary: "Takes a form off categories and moves; what was answered stays",
    access: "forms.design",
    scope: "city",
    params: z.object({ id: Id }),
    body: FormPlacesIn,
    answer: z.void(),
    status: 204,
    handle: (ctx, { params, body }) => detachForm(ctx, params.id, body.places),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dictionaries/:id/succession",
    summary: "Which of the packs' categories a version supersedes, or would, and which stay beside it",
    access: "dictionaries.read",
    scope: "none",
    params: z.object({ id: Id }),
    answer: PackSuccession,
    handle: (ctx, { params }) => successionBy(ctx, params.id),
  }),
];

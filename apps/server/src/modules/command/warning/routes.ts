import {
  Id,
  PublicWarning,
  PublicWarningQuery,
  page,
  Warning,
  WarningEdit,
  WarningIn,
  WarningPreview,
  WarningProof,
  WarningQuery,
  WarningRow,
  WarningTypeShape,
} from "@chengyun/contracts";
import { severities } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { previewWarning } from "./draft.ts";
import { inForce } from "./flow.ts";
import { listProofs } from "./proof.ts";
import { getSeen, listPublic, readWarning, toRows } from "./read.ts";
import { editWarning, openWarning } from "./service.ts";
import { listWarnings } from "./store.ts";

const IdPath = z.object({ id: Id });
const toldToAll = "a warning that was issued is for everybody whom it touches, wherever it was drafted";

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/warning-types",
    summary: "Types of warnings with their levels and templates",
    access: "warnings.read",
    scope: "none",
    answer: z.object({ items: z.array(WarningTypeShape) }),
    handle: async ({ deployment }) => ({
      items: [...deployment.registry.warnings.values()].map(
        (type): WarningTypeShape => ({
          ...{ id: type.id, name: type.name, event: type.event, category: type.category },
          ...{ code: type.code, source: type.source },
          places: Object.entries(type.places).map(([id, { name, kind }]) => ({ id, name, kind })),
          levels: severities.flatMap((colour) => {
            const level = type.levels[colour];
            return level === undefined
              ? []
              : [{ colour, condition: level.condition, holdsMs: level.holds, text: level.text }];
          }),
        }),
      ),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/warnings",
    summary: "Warnings, newest first: of one's area, and those issued that touch it",
    access: "warnings.read",
    scope: "list",
    beyond: toldToAll,
    query: WarningQuery,
    answer: page(WarningRow),
    handle: async (ctx, { query }) => {
      const found = await listWarnings(ctx.whole, {
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        stages: query.inForce === "true" ? inForce : query.stage === undefined ? undefined : [query.stage],
        beforeId: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = found.at(-1);
      return {
        items: await toRows(ctx, found),
        ...(last === undefined || found.length < query.limit ? {} : { next: last.id }),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/warnings/preview",
    summary: "What a draft would say and where it would hold; nothing is kept",
    access: "warnings.draft",
    scope: "none",
    body: WarningIn,
    answer: WarningPreview,
    handle: (ctx, { body }) => previewWarning(ctx, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/warnings",
    summary: "Draft a warning, or one that follows another in force",
    access: "warnings.draft",
    scope: "subject",
    body: WarningIn,
    answer: z.object({ id: Id }),
    status: 201,
    once: true,
    handle: async (ctx, { body }) => ({ id: await openWarning(ctx, body) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/warnings/:id",
    summary: "Everything about one warning",
    access: "warnings.read",
    scope: "subject",
    beyond: toldToAll,
    params: IdPath,
    answer: Warning,
    handle: (ctx, { params }) => readWarning(ctx, params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/warnings/:id/proofs",
    summary: "How far a warning's messages came, by each way",
    access: "warnings.read",
    scope: "subject",
    beyond: toldToAll,
    params: IdPath,
    answer: z.object({ items: z.array(WarningProof) }),
    handle: async (ctx, { params }) => {
      await getSeen(ctx, params.id);
      return { items: await listProofs(ctx, params.id) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/warnings/:id",
    summary: "Write a draft anew; it has to be approved again",
    access: "warnings.draft",
    scope: "subject",
    params: IdPath,
    body: WarningEdit,
    answer: z.object({ id: Id, version: z.number().int() }),
    once: true,
    handle: async (ctx, { params, body }) => {
      const { id, version } = await editWarning(ctx, params.id, body);
      return { id, version };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/public/warnings",
    summary: "Warnings in force, everywhere or at a position (`at=longitude,latitude`)",
    access: "public",
    scope: "none",
    query: PublicWarningQuery,
    answer: z.object({ items: z.array(PublicWarning) }),
    handle: async (ctx, { query }) => ({ items: await listPublic(ctx, query.at) }),
  }),
];

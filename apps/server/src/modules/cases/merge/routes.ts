import {
  Id,
  MergeCandidate,
  MergeIn,
  MergeStanding,
  SimilarCase,
  SimilarQuery,
  SimilarWaiting,
  SubjectState,
  UnmergeIn,
} from "@chengyun/contracts";
import { z } from "zod";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { checkVisible, findCase } from "../case/index.ts";
import { mergeCase } from "./service.ts";
import { listSimilar, listSimilarTo } from "./similar.ts";
import { standingOf, unmergeCase } from "./undo.ts";

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reports/similar",
    summary:
      "Open cases near by that a report may belong to, and reports that still wait for the desk, with the reasons",
    access: "cases.read",
    scope: "list",
    body: SimilarQuery,
    answer: z.object({ items: z.array(SimilarCase), waiting: z.array(SimilarWaiting) }),
    handle: (ctx, { body }) => listSimilar(ctx, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/similar",
    summary: "Other open cases near by that may be the same as this one, each with the reasons and which would go on",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: z.object({ items: z.array(MergeCandidate) }),
    handle: async (ctx, { params }) => ({
      items: await listSimilarTo(ctx, checkVisible(ctx, await findCase(ctx.db, params.id))),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/merge",
    summary: "Merges a case into another that is the same problem; the earlier deadline and every lateness go along",
    access: "cases.file",
    scope: "subject",
    params: IdPath,
    body: MergeIn,
    answer: SubjectState,
    handle: async (ctx, { params, body }) => {
      const { id, kind, stage, version } = await mergeCase(ctx, params.id, body);
      return { id, kind, stage, version };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/merge",
    summary: "Until when the merge of a case can be taken back, and why not now; nothing when it was not merged",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: MergeStanding,
    handle: (ctx, { params }) => standingOf(ctx, params.id),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/cases/:id/unmerge",
    summary: "Takes a merge back for a day, by whoever merged or an arbiter, while the survivor has not gone on",
    access: "cases.file",
    scope: "subject",
    params: IdPath,
    body: UnmergeIn,
    answer: SubjectState,
    handle: async (ctx, { params, body }) => {
      const { id, kind, stage, version } = await unmergeCase(ctx, params.id, body);
      return { id, kind, stage, version };
    },
  }),
];

import {
  AreaBatchIn,
  BaseBatchIn,
  Id,
  ImportBatchKept,
  ImportEndIn,
  ImportReject,
  ImportRejectsIn,
  ImportRun,
  ImportRunBegun,
  ImportRunIn,
  LinkBatchIn,
  PageQuery,
  page,
  ReadingBatchIn,
  ReportBatchIn,
  ThingBatchIn,
} from "@chengyun/contracts";
import { areaPath } from "@chengyun/kernel";
import { z } from "zod";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { keepAreas } from "../../atlas/area/index.ts";
import { keepBaseFeatures } from "../../atlas/base-map/index.ts";
import { keepLinks, keepThings } from "../../atlas/thing/index.ts";
import { keepReports } from "../../cases/import/index.ts";
import { keepReadings } from "./reading.ts";
import { addRejects, beginRun, endRun, showRejects, showRun, showRuns, toRejectCursor } from "./run.ts";
import { keepState } from "./state.ts";
import { trialRoutes, withLines } from "./trial-routes.ts";

const params = z.object({ id: Id });
/** Five hundred boundaries of a country fit; a body of more is cut into more batches. */
const stateBytes = 8 * 1_048_576;
const readingBytes = 4 * 1_048_576;

export const routes: readonly Route[] = [
  ...trialRoutes,
  defineRoute({
    method: "POST",
    path: "/api/v1/import-runs",
    summary: "Begins the import of a file by a mapping; the same two again go on where they were",
    access: "imports.run",
    scope: "list",
    body: ImportRunIn,
    answer: ImportRunBegun,
    handle: (ctx, { body }) => beginRun(ctx, body),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/import-runs",
    summary: "Imports within the actor's area, newest first",
    access: "imports.run",
    scope: "list",
    query: PageQuery,
    answer: page(ImportRun),
    handle: async (ctx, { query }) => {
      const items = await showRuns(ctx, { before: toIdCursor(query.after), limit: query.limit });
      const last = items.at(-1);
      return { items, ...(items.length === query.limit && last !== undefined ? { next: last.id } : {}) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/import-runs/:id",
    summary: "How far an import is and what it came to",
    access: "imports.run",
    scope: "subject",
    params,
    answer: ImportRun,
    handle: (ctx, { params: { id } }) => showRun(ctx, id),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/import-runs/:id/rejects",
    summary: "Rows of an import that were not taken, each with its line, field and reason",
    access: "imports.run",
    scope: "subject",
    params,
    query: PageQuery,
    answer: page(ImportReject),
    handle: async (ctx, { params: { id }, query }) => {
      const items = await showRejects(ctx, id, query);
      const last = items.at(-1);
      return { items, ...(items.length === query.limit && last !== undefined ? { next: toRejectCursor(last) } : {}) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/import-runs/:id/rejects",
    summary: "Keeps rows that the importer itself did not take",
    access: "imports.run",
    scope: "subject",
    params,
    body: ImportRejectsIn,
    answer: z.object({ kept: z.number().int() }),
    handle: (ctx, { params: { id }, body }) => addRejects(ctx, id, body.rejects),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/import-runs/:id/end",
    summary: "Ends an import; its sums are written into the journal",
    access: "imports.run",
    scope: "subject",
    params,
    body: ImportEndIn,
    answer: ImportRun,
    handle: (ctx, { params: { id }, body }) => endRun(ctx, id, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/areas",
    summary: "Keeps up to 500 areas of a run; safe to repeat",
    access: "imports.run",
    scope: "list",
    body: AreaBatchIn,
    bodyBytes: stateBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) =>
      keepState(
        ctx,
        { kind: "areas", refOf: ({ code, parentPath }) => areaPath(code, parentPath), keep: keepAreas },
        body,
      ),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/things",
    summary: "Keeps up to 500 things of a run; safe to repeat",
    access: "imports.run",
    scope: "list",
    body: ThingBatchIn,
    bodyBytes: stateBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) => keepState(ctx, { kind: "things", refOf: ({ ref }) => ref, keep: keepThings }, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/links",
    summary: "Keeps up to 500 links of a run between things that are there; safe to repeat",
    access: "imports.run",
    scope: "list",
    body: LinkBatchIn,
    bodyBytes: stateBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) => keepState(ctx, { kind: "links", refOf: ({ ref }) => ref, keep: keepLinks }, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/base",
    summary: "Keeps up to 500 features of the base map; safe to repeat",
    access: "imports.run",
    scope: "list",
    body: BaseBatchIn,
    bodyBytes: stateBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) => keepState(ctx, { kind: "base", refOf: ({ ref }) => ref, keep: keepBaseFeatures }, body),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/reports",
    summary: "Keeps up to 500 reports of a run as cases of the past; safe to repeat",
    access: "cases.import",
    scope: "list",
    body: ReportBatchIn,
    bodyBytes: stateBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) =>
      keepState(
        ctx,
        { kind: "reports", refOf: ({ ref }) => ref, keep: keepReports },
        { ...body, rows: withLines(body.rows) },
      ),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/imports/readings",
    summary: "Keeps up to 50,000 readings of the past with their times, marked backfilled; they raise nothing",
    access: "imports.run",
    scope: "list",
    body: ReadingBatchIn,
    bodyBytes: readingBytes,
    answer: ImportBatchKept,
    handle: (ctx, { body }) => keepReadings(ctx, body),
  }),
];

import {
  AreaTrialIn,
  BaseTrialIn,
  ImportTrial,
  LinkTrialIn,
  ReadingTrial,
  ReadingTrialIn,
  ReportTrialIn,
  ThingTrialIn,
} from "@chengyun/contracts";
import { areaPath } from "@chengyun/kernel";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { tryAreas } from "../../atlas/area/index.ts";
import { tryBaseFeatures } from "../../atlas/base-map/index.ts";
import { tryLinks, tryThings } from "../../atlas/thing/index.ts";
import { tryReports } from "../../cases/import/index.ts";
import { tryStreams } from "./reading.ts";
import { tryState } from "./trial.ts";

const stateBytes = 8 * 1_048_576;
const trial = { method: "POST", access: "imports.run", scope: "list" } as const;

/** A report is kept with its line. */
export const withLines = <Row>(
  rows: readonly { readonly line: number; readonly row: Row }[],
): { readonly line: number; readonly row: Row & { readonly line: number } }[] =>
  rows.map(({ line, row }) => ({ line, row: { ...row, line } }));

/** The dry run of an import asks the city itself: what it promises is what the import does. */
export const trialRoutes: readonly Route[] = [
  defineRoute({
    ...trial,
    path: "/api/v1/imports/areas/trial",
    summary: "What would become of up to 500 areas; nothing is written",
    body: AreaTrialIn,
    bodyBytes: stateBytes,
    answer: ImportTrial,
    handle: (ctx, { body }) =>
      tryState(
        ctx,
        {
          refOf: ({ code, parentPath }) => areaPath(code, parentPath),
          tryRows: (inner, rows) => tryAreas(inner, rows, body.promised),
        },
        body,
      ),
  }),
  defineRoute({
    ...trial,
    path: "/api/v1/imports/things/trial",
    summary: "What would become of up to 500 things; nothing is written",
    body: ThingTrialIn,
    bodyBytes: stateBytes,
    answer: ImportTrial,
    handle: (ctx, { body }) => tryState(ctx, { refOf: ({ ref }) => ref, tryRows: tryThings }, body),
  }),
  defineRoute({
    ...trial,
    path: "/api/v1/imports/links/trial",
    summary:
      "What would become of up to 500 links, between things that are there or that the same file brings in; nothing is written",
    body: LinkTrialIn,
    bodyBytes: stateBytes,
    answer: ImportTrial,
    handle: (ctx, { body }) =>
      tryState(ctx, { refOf: ({ ref }) => ref, tryRows: (inner, rows) => tryLinks(inner, rows, body.promised) }, body),
  }),
  defineRoute({
    ...trial,
    path: "/api/v1/imports/base/trial",
    summary: "What would become of up to 500 features of the base map; nothing is written",
    body: BaseTrialIn,
    bodyBytes: stateBytes,
    answer: ImportTrial,
    handle: (ctx, { body }) => tryState(ctx, { refOf: ({ ref }) => ref, tryRows: tryBaseFeatures }, body),
  }),
  defineRoute({
    ...trial,
    path: "/api/v1/imports/reports/trial",
    access: "cases.import",
    summary: "What would become of up to 500 reports of another system; nothing is written",
    body: ReportTrialIn,
    bodyBytes: stateBytes,
    answer: ImportTrial,
    handle: (ctx, { body }) =>
      tryState(
        ctx,
        { refOf: ({ ref }) => ref, tryRows: (inner, rows) => tryReports(inner, body.source, rows) },
        { ...body, rows: withLines(body.rows) },
      ),
  }),
  defineRoute({
    ...trial,
    path: "/api/v1/imports/readings/trial",
    summary: "Whether the city has the streams that readings are of; nothing is written",
    body: ReadingTrialIn,
    answer: ReadingTrial,
    handle: (ctx, { body }) => tryStreams(ctx, body.streams),
  }),
];

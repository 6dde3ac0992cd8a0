import {
  Board,
  BoardQuery,
  Id,
  Incident,
  IncidentIn,
  IncidentKind,
  IncidentQuery,
  IncidentRow,
  page,
  SituationReport,
  TimelineEntry,
} from "@chengyun/contracts";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { checkVisible, findCase } from "../../cases/case/index.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import { getVisible, incidentFlow, listIncidents, openByPerson, takeCase } from "../incident/index.ts";
import { boardOf, listSteps } from "../plan/index.ts";
import { viewOf } from "./board.ts";
import { situationOf } from "./report.ts";
import { toIncident, toIncidentRows, toKind } from "./rows.ts";

const IdPath = z.object({ id: Id });

/** Stages a list is limited to; undefined when it shows all. */
const stagesAsked = (open: "true" | "false" | undefined): string[] | undefined =>
  open === undefined
    ? undefined
    : Object.entries(incidentFlow.stages)
        .filter(([, stage]) => "end" in stage !== (open === "true"))
        .map(([id]) => id);

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/incident-kinds",
    summary: "Kinds of incidents with the conditions of their levels and the plan that answers each",
    access: "incidents.read",
    scope: "none",
    answer: z.object({ items: z.array(IncidentKind) }),
    handle: async (ctx) => ({
      items: [...ctx.deployment.registry.incidents.values()].map((type) => toKind(ctx, type)),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents",
    summary: "Incidents of the actor's scope, newest first; drills among them unless left out",
    access: "incidents.read",
    scope: "list",
    query: IncidentQuery,
    answer: page(IncidentRow),
    handle: async (ctx, { query }) => {
      const found = await listIncidents(ctx.db, {
        areaPath: isMachine(ctx.actor) ? "" : ctx.actor.areaPath,
        departments: isMachine(ctx.actor) ? "all" : ctx.actor.departments,
        stages: stagesAsked(query.open),
        drill: query.drill === undefined ? undefined : query.drill === "true",
        type: query.type,
        caseId: query.case,
        beforeId: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = found.at(-1);
      return {
        items: await toIncidentRows(ctx, found),
        ...(found.length === query.limit && last !== undefined ? { next: last.id } : {}),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents",
    summary: "Opens an incident from cases, whose place and cause it takes over, or by hand at a place",
    access: "incidents.open",
    scope: "list",
    body: IncidentIn,
    answer: z.object({ id: Id }),
    status: 201,
    once: true,
    handle: async (ctx, { body }) => ({ id: await openByPerson(ctx, body) }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:id",
    summary: "An incident whole: level and why, cases, alarms, figures, clocks, and the moves that can be made",
    access: "incidents.read",
    scope: "subject",
    params: IdPath,
    answer: Incident,
    handle: async (ctx, { params }) => toIncident(ctx, await getVisible(ctx, params.id)),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/incidents/:id/cases",
    summary: "Takes a case into an incident that is open; false where it belongs to one already",
    access: "incidents.open",
    scope: "subject",
    params: IdPath,
    body: z.object({ case: Id }),
    answer: z.object({ taken: z.boolean() }),
    once: true,
    handle: async (ctx, { params, body }) => {
      await getVisible(ctx, params.id);
      const { id } = checkVisible(ctx, await findCase(ctx.db, body.case));
      return { taken: await takeCase(ctx, params.id, id) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:id/board",
    summary: "The plan at a level, and the tasks of an incident planned against actual, with receipts",
    access: "incidents.read",
    scope: "subject",
    params: IdPath,
    query: BoardQuery,
    answer: Board,
    handle: async (ctx, { params, query }) => {
      const incident = await getVisible(ctx, params.id);
      return { ...(await viewOf(ctx, incident, query.level)), tasks: await boardOf(ctx, incident) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:id/timeline",
    summary: "Everything that happened to an incident and its tasks, from the journal, each with its cause",
    access: "incidents.read",
    scope: "subject",
    params: IdPath,
    answer: z.object({ items: z.array(TimelineEntry) }),
    handle: async (ctx, { params }) => {
      const { id } = await getVisible(ctx, params.id);
      const steps = await listSteps(ctx.db, id);
      const parts = new Map(steps.map((step) => [step.id, step.name]));
      return { items: await timelineOf(ctx, { subjects: [id, ...parts.keys()], parts }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/incidents/:id/situation",
    summary: "A report of how an incident stands at this moment, made of what is recorded",
    access: "incidents.read",
    scope: "subject",
    params: IdPath,
    answer: SituationReport,
    handle: async (ctx, { params }) => situationOf(ctx, await getVisible(ctx, params.id)),
  }),
];

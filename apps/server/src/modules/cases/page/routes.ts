import { Case, Id, page, Report, TimelineEntry } from "@chengyun/contracts";
import { entryType, type Label } from "@chengyun/kernel";
import { z } from "zod";
import { beyond, type Context } from "../../../platform/context.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { caseTask, listTasks } from "../../flows/task/index.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { checkVisible, findCase, listMerged } from "../case/index.ts";
import { toCase } from "../handling/index.ts";
import { listAlarmsOf } from "../report/index.ts";
import { reportPageOf } from "./report.ts";

const givenType = entryType(caseTask, caseTask.moves.give);

/** Joint tasks of cases, each with the department it was given to. */
const jointTasksOf = async (ctx: Context, caseIds: readonly string[]): Promise<Map<string, Label>> => {
  const tasks = (await Promise.all(caseIds.map((id) => listTasks(ctx.db, id)))).flat();
  const joint = tasks.filter(({ kind }) => kind === "joint");
  const names = joint.length === 0 ? undefined : await departmentNames(ctx);
  return new Map(joint.map(({ id, departmentId: of }): [string, Label] => [id, names?.get(of) ?? { zh: of, en: of }]));
};

const IdPath = z.object({ id: Id });

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id",
    summary: "A case whole: reports, clocks, tasks, photos, and the moves that can be made",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: Case,
    handle: async (ctx, { params }) => {
      const found = checkVisible(ctx, await findCase(ctx.db, params.id));
      const { items, next } = await reportPageOf(ctx, found, undefined);
      const shown = await toCase(ctx, found, items);
      return next === undefined ? shown : { ...shown, reportsNext: next };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/reports",
    summary: "Reports of a case in the order they came, a page at a time; the case itself brings the first",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    query: z.object({ after: Id.optional() }),
    answer: page(Report),
    handle: async (ctx, { params, query }) =>
      reportPageOf(ctx, checkVisible(ctx, await findCase(ctx.db, params.id)), query.after),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/cases/:id/timeline",
    summary: "Everything that happened to a case and its alarms, from the journal",
    access: "cases.read",
    scope: "subject",
    params: IdPath,
    answer: z.object({ items: z.array(TimelineEntry) }),
    handle: async (ctx, { params }) => {
      const found = checkVisible(ctx, await findCase(ctx.db, params.id));
      // Who sees a case sees all that came into it, from wherever it came.
      const all = beyond(ctx);
      const alarms = await listAlarmsOf(all.db, found.id);
      const merged = new Map((await listMerged(all.db, found.id)).map(({ id, no }) => [id, no]));
      const parts = await jointTasksOf(all, [found.id, ...merged.keys()]);
      const subjects = [found.id, ...merged.keys(), ...parts.keys(), ...alarms];
      // Who reads the reports of a case reads what their reporters said of it in the end, too.
      const items = await timelineOf(all, { subjects, merged, parts, opens: ["said-words"] });
      // That it was given is said by the case's own entry.
      return { items: items.filter(({ type }) => type !== givenType) };
    },
  }),
];

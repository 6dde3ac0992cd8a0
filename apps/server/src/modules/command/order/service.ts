import type { OrderIn } from "@chengyun/contracts";
import { naturalHours } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { caseTask, openTask } from "../../flows/task/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { openStages, type StandingIncident } from "../incident/index.ts";
import { insertStep } from "../plan/index.ts";

const minutesInHour = 60;
const minuteMs = 60_000;
/** What stands in lists of an order; the whole is its text. */
const shortest = 60;

const same = (text: string) => ({ zh: text, en: text });

const checkTime = (incident: StandingIncident, kind: OrderIn["kind"]): void => {
  const isOver = !openStages.includes(incident.stage);
  if (kind === "order" ? isOver : !["stood-down", "review-written"].includes(incident.stage))
    throw new AppError("subject.wrong-stage", { current: { stage: incident.stage, version: incident.version } });
};

/**
 * An order beside the plan, or a lesson of the review: a live task of a department with a time, whose acceptance is the
 * receipt. It hangs on the incident like every step of its plan. Answers the task's id.
 */
export const giveOrder = (outer: Context, incident: StandingIncident, asked: OrderIn): Promise<string> =>
  transact(outer, async (ctx) => {
    checkTime(incident, asked.kind);
    if (!(await departmentNames(ctx)).has(asked.department))
      throw new AppError("request.invalid", { faults: [{ path: "body.department", code: "unknown" }] });
    const id = newId();
    // Whose it is sees the incident it belongs to, before being told.
    await change(ctx, { kind: "incident", id: incident.id }, "instruct", {
      apply: async (_, found) => ({
        departments: [...new Set([...found.departments, asked.department])],
        changes: { task: id, department: asked.department, kind: asked.kind, what: asked.text },
      }),
    });
    const now = ctx.clock.now();
    const opening = {
      flow: caseTask.id,
      move: "order",
      id,
      partOf: incident.id,
      areaPath: incident.areaPath,
      departments: [asked.department],
      facts: { department: asked.department, what: asked.text },
      limits: { task: naturalHours(asked.withinMinutes / minutesInHour) },
      waives: ["photos"],
    };
    await open(ctx, opening, async (inner) => {
      await insertStep(inner.db, {
        id,
        incidentId: incident.id,
        kind: asked.kind,
        step: undefined,
        post: undefined,
        name: same(asked.text.length > shortest ? `${asked.text.slice(0, shortest - 1)}…` : asked.text),
        order: same(asked.text),
        level: incident.level,
        departmentId: asked.department,
        deputyId: undefined,
        after: [],
        notBefore: undefined,
        answerSeconds: undefined,
        plannedStart: now,
        plannedEnd: new Date(now.getTime() + asked.withinMinutes * minuteMs),
        begunAt: now,
        stoodIn: false,
        endedAt: undefined,
      });
      await openTask(inner, {
        id,
        kind: asked.kind,
        subjectId: incident.id,
        departmentId: asked.department,
        position: incident.position,
        what: asked.text,
      });
      return { presentDepartment: asked.department, changes: { incident: incident.id } };
    });
    return id;
  });

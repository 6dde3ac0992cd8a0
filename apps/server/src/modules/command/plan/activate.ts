import {
  type IncidentLevel,
  naturalHours,
  type PlanDef,
  type PlanTask,
  plannedTimes,
  predecessorsAt,
  tasksAt,
} from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { failPoint } from "../../../platform/fail-point.ts";
import { listSubjects, lockSubject, type Subject } from "../../../platform/subject.ts";
import { caseTask, openTask, updateTask, updateTaskDepartment } from "../../flows/task/index.ts";
import { departmentFor } from "../../identity/department/index.ts";
import { getIncident, type StandingIncident } from "../incident/index.ts";
import { insertStep, listSteps, type StepRecord, updateStep } from "./store.ts";

const hourMs = 3_600_000;
/** Seconds a post may take to say that it heard, where the plan says nothing: five minutes. */
const answerSeconds = 300;

/** Photos are for what is mended; a step of a plan is proved by its words. */
const waives = ["photos"];

interface Ground {
  readonly incident: StandingIncident;
  readonly plan: PlanDef;
  readonly level: IncidentLevel;
  readonly since: Date;
}

const departmentOf = (ctx: Context, { plan, incident }: Ground, post: string): string | undefined => {
  const found = plan.posts.find(({ id }) => id === post);
  return found === undefined ? undefined : departmentFor(ctx, found.duty, incident.areaPath).id;
};

const deputyOf = (ctx: Context, ground: Ground, task: PlanTask): string | undefined => {
  const deputy = ground.plan.posts.find(({ id }) => id === task.post)?.deputy;
  return deputy === undefined ? undefined : departmentOf(ctx, ground, deputy);
};

/** Writes one step down: from here on it waits for those before it. */
const planStep = async (ctx: Context, ground: Ground, task: PlanTask): Promise<void> => {
  const { incident, plan, level, since } = ground;
  const times = plannedTimes(plan, level).get(task.id) ?? { startMs: 0, endMs: task.within };
  const departmentId = departmentOf(ctx, ground, task.post);
  if (departmentId === undefined) throw new Error(`plan ${plan.id}, task ${task.id}: no post "${task.post}"`);
  const id = newId();
  const opening = {
    flow: caseTask.id,
    move: "plan",
    id,
    partOf: incident.id,
    areaPath: incident.areaPath,
    departments: [departmentId],
    limits: { task: naturalHours(task.within / hourMs) },
    waives,
  };
  await open(ctx, opening, async (inner) => {
    await insertStep(inner.db, {
      id,
      incidentId: incident.id,
      kind: "step",
      step: task.id,
      post: task.post,
      name: task.name,
      order: task.order,
      level: task.level,
      departmentId,
      deputyId: deputyOf(ctx, ground, task),
      after: predecessorsAt(plan, task, level),
      notBefore: task.notBefore === undefined ? undefined : new Date(since.getTime() + task.notBefore),
      answerSeconds: task.answersWithin === undefined ? answerSeconds : Math.round(task.answersWithin / 1_000),
      plannedStart: new Date(since.getTime() + times.startMs),
      plannedEnd: new Date(since.getTime() + times.endMs),
      begunAt: undefined,
      stoodIn: false,
      endedAt: undefined,
    });
    return { presentDepartment: departmentId, changes: { incident: incident.id, step: task.id } };
  });
  failPoint("plan-step");
};

/** Begins a step: its department is told, its time runs. */
const beginStep = async (ctx: Context, incident: StandingIncident, step: StepRecord): Promise<void> => {
  await change(ctx, { kind: "task", id: step.id }, "begin", {
    apply: async (inner) => {
      await openTask(inner, {
        id: step.id,
        kind: step.kind,
        subjectId: step.incidentId,
        departmentId: step.departmentId,
        position: incident.position,
        what: step.order.zh,
      });
      await updateStep(inner.db, step.id, { begunAt: inner.clock.now() });
      return { changes: { incident: step.incidentId, department: step.departmentId, step: step.step ?? step.kind } };
    },
  });
  failPoint("plan-begin");
};

const ended = new Set(["done", "waived", "withdrawn"]);

/** Begins every step whose time has come and before which nothing is left. Idempotent: what has begun is not begun again. */
export const advance = async (ctx: Context, incidentId: string): Promise<number> => {
  // One after another, whoever looks: two looks never begin a step twice.
  await lockSubject(ctx.db, "incident", incidentId);
  const incident = await getIncident(ctx, incidentId);
  if (incident.stage !== "responding") return 0;
  const steps = await listSteps(ctx.db, incidentId);
  const subjects = new Map<string, Subject>(
    (
      await listSubjects(
        ctx.db,
        steps.map(({ id }) => id),
      )
    ).map((subject) => [subject.id, subject]),
  );
  const over = new Set(
    steps.flatMap(({ id, step }) => (step !== undefined && ended.has(subjects.get(id)?.stage ?? "") ? [step] : [])),
  );
  const known = new Set(steps.flatMap(({ step }) => step ?? []));
  const now = ctx.clock.now().getTime();
  const ready = steps.filter(
    ({ id, after, notBefore }) =>
      subjects.get(id)?.stage === "waiting" &&
      (notBefore?.getTime() ?? 0) <= now &&
      after.every((before) => over.has(before) || !known.has(before)),
  );
  for (const step of ready) await beginStep(ctx, incident, step);
  return ready.length;
};

const withdraw = async (ctx: Context, id: string, reason: string): Promise<void> => {
  await change(ctx, { kind: "task", id }, "withdraw", { facts: { reason } });
  await updateTask(ctx.db, id, { state: "withdrawn", at: ctx.clock.now() });
  await updateStep(ctx.db, id, { endedAt: ctx.clock.now() });
};

/** Steps that wait and are not in force at a milder level are withdrawn; what has begun goes on. */
const dropMilder = async (ctx: Context, { incident, plan, level }: Ground, there: readonly StepRecord[]) => {
  const inForce = new Set(tasksAt(plan, level).map(({ id }) => id));
  const gone = there.filter(
    ({ step, begunAt, endedAt }) =>
      step !== undefined && begunAt === undefined && endedAt === undefined && !inForce.has(step),
  );
  for (const { id } of gone) await withdraw(ctx, id, `${incident.no}: ${level}`);
  return gone.length;
};

/**
 * Carries a plan out at the level the incident has: steps in force that are not there yet are written down, those that
 * fell away are withdrawn, and what can begin begins. In one transaction with the cursor of whoever calls it: all of it
 * or nothing, and a second time changes nothing.
 */
export const deploy = async (ctx: Context, incidentId: string): Promise<void> => {
  await lockSubject(ctx.db, "incident", incidentId);
  const incident = await getIncident(ctx, incidentId);
  const plan = ctx.deployment.registry.plans.get(incident.plan ?? "");
  const { level, levelAt: since } = incident;
  if (incident.stage !== "responding" || plan === undefined || level === undefined || since === undefined) return;
  const ground: Ground = { incident, plan, level, since };
  const there = await listSteps(ctx.db, incidentId);
  const known = new Set(there.flatMap(({ step }) => step ?? []));
  const fresh = tasksAt(plan, level).filter(({ id }) => !known.has(id));
  const dropped = await dropMilder(ctx, ground, there);
  const departments = [
    ...new Set([
      ...incident.departments,
      ...fresh.flatMap((task) => departmentOf(ctx, ground, task.post) ?? []),
      ...fresh.flatMap((task) => deputyOf(ctx, ground, task) ?? []),
    ]),
  ];
  // Whoever has a part in it sees it: before any of them is told.
  await change(ctx, { kind: "incident", id: incidentId }, "deploy", {
    apply: async () => ({
      departments,
      changes: { level, plan: plan.id, given: fresh.map(({ id }) => id), withdrawn: dropped },
    }),
  });
  failPoint("plan-deploy");
  for (const task of fresh) await planStep(ctx, ground, task);
  await advance(ctx, incidentId);
  failPoint("plan-deployed");
};

/** Ends what is still open when an incident is stood down or dismissed. */
export const withdrawAll = async (ctx: Context, incidentId: string, reason: string): Promise<void> => {
  await lockSubject(ctx.db, "incident", incidentId);
  const steps = (await listSteps(ctx.db, incidentId)).filter(({ kind }) => kind !== "lesson");
  const subjects = await listSubjects(
    ctx.db,
    steps.map(({ id }) => id),
  );
  for (const { id, stage } of subjects)
    if (["waiting", "given", "accepted"].includes(stage)) await withdraw(ctx, id, reason);
};

/** The deputy's department takes a step over that its post has not answered for. */
export const standIn = async (ctx: Context, step: StepRecord): Promise<void> => {
  const { deputyId } = step;
  if (deputyId === undefined) return;
  const facts = { reason: `${Math.round((step.answerSeconds ?? answerSeconds) / 60)} min` };
  await change(ctx, { kind: "task", id: step.id }, "stand-in", {
    facts,
    apply: async (inner, found) => {
      await updateTaskDepartment(inner.db, step.id, deputyId);
      await updateStep(inner.db, step.id, { stoodIn: true });
      return {
        departments: [...new Set([...found.departments, deputyId])],
        presentDepartment: deputyId,
        changes: { incident: step.incidentId, from: step.departmentId, to: deputyId },
      };
    },
  }).catch((error: unknown) => {
    // Answered in this very moment.
    if (!(error instanceof AppError && error.code === "subject.wrong-stage")) throw error;
  });
};

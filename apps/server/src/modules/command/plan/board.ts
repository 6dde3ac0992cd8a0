import type { BoardTask, Entry, PlanView } from "@chengyun/contracts";
import {
  type IncidentLevel,
  isInForce,
  type Label,
  type PlanDef,
  plannedTimes,
  predecessorsAt,
  tasksAt,
} from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listSubjects, type Subject } from "../../../platform/subject.ts";
import { departmentFor, departmentNames } from "../../identity/department/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import type { StandingIncident } from "../incident/index.ts";
import { listSteps, type StepRecord } from "./store.ts";

const minuteMs = 60_000;

/** What a plan says at a level for an area: who is meant by each post, what is done by when. */
export const planViewOf = async (
  ctx: Context,
  plan: PlanDef,
  at: { readonly level: IncidentLevel; readonly areaPath: string },
): Promise<PlanView> => {
  const names = await departmentNames(ctx);
  const times = plannedTimes(plan, at.level);
  const inForce = <Item extends { readonly level: IncidentLevel }>(items: readonly Item[] = []) =>
    items.filter(({ level }) => isInForce(level, at.level));
  return {
    id: plan.id,
    name: plan.name,
    version: plan.version,
    purpose: plan.purpose,
    basis: [...plan.basis],
    level: at.level,
    posts: plan.posts.map((post) => {
      const { id, mapped } = departmentFor(ctx, post.duty, at.areaPath);
      const deputy = plan.posts.find((other) => other.id === post.deputy)?.name;
      return {
        id: post.id,
        name: post.name,
        role: post.role,
        departmentId: id,
        departmentName: names.get(id) ?? { zh: post.duty, en: post.duty },
        unmapped: !mapped,
        ...(deputy === undefined ? {} : { deputy }),
      };
    }),
    tasks: tasksAt(plan, at.level).map((task) => {
      const { startMs, endMs } = times.get(task.id) ?? { startMs: 0, endMs: task.within };
      return {
        id: task.id,
        name: task.name,
        order: task.order,
        post: task.post,
        level: task.level,
        after: [...predecessorsAt(plan, task, at.level)],
        withinMinutes: task.within / minuteMs,
        startMinutes: startMs / minuteMs,
        endMinutes: endMs / minuteMs,
      };
    }),
    needs: inForce(plan.needs).map(({ kind, count, for: why }) => ({ kind, count, for: why })),
    warnings: inForce(plan.warnings).map(({ to, text }) => ({ to, text })),
    closes: inForce(plan.closes).map(({ what }) => what),
    moves: inForce(plan.moves).map(({ whom }) => whom),
    standDown: [...plan.standDown],
  };
};

/** What the journal says of one task: when it was begun, accepted, ended, by whom, with which words. */
const storyOf = (entries: readonly Entry[], people: ReadonlyMap<string, string>) => {
  const last = (type: string) => entries.findLast((entry) => entry.type === type);
  const accepted = last("task.accepted");
  const end = entries.findLast(({ type }) =>
    ["task.finished", "task.waived", "task.withdrawn", "task.returned"].includes(type),
  );
  const words = end?.changes ?? {};
  return Object.fromEntries(
    Object.entries({
      acceptedAt: accepted?.at,
      acceptedBy: accepted === undefined ? undefined : people.get(accepted.actor.id),
      endedAt: end?.at,
      result: typeof words["result"] === "string" ? words["result"] : undefined,
      reason: typeof words["reason"] === "string" ? words["reason"] : undefined,
    }).filter(([, value]) => value !== undefined),
  ) as Partial<Pick<BoardTask, "acceptedAt" | "acceptedBy" | "endedAt" | "result" | "reason">>;
};

const isLate = (subject: Subject, step: StepRecord, now: Date): boolean => {
  const end = step.endedAt ?? now;
  if (subject.stage === "waiting") return false;
  if (step.endedAt !== undefined) return step.begunAt !== undefined && end.getTime() > limitEnd(step);
  return subject.dueAt !== undefined && subject.dueAt < now;
};

/** When its own time ran out: counted from when it began, not from the plan. */
const limitEnd = (step: StepRecord): number =>
  (step.begunAt?.getTime() ?? 0) + (step.plannedEnd.getTime() - step.plannedStart.getTime());

const toTask = (
  step: StepRecord,
  subject: Subject,
  known: {
    readonly byStep: ReadonlyMap<string, string>;
    readonly names: ReadonlyMap<string, Label>;
    readonly posts: ReadonlyMap<string, Label>;
    readonly story: ReturnType<typeof storyOf>;
    readonly now: Date;
  },
): BoardTask => {
  const departmentId = subject.presentDepartment ?? step.departmentId;
  const postName = known.posts.get(step.post ?? "");
  return {
    id: step.id,
    kind: step.kind,
    name: step.name,
    order: step.order,
    departmentId,
    departmentName: known.names.get(departmentId) ?? { zh: departmentId, en: departmentId },
    stage: subject.stage,
    version: subject.version,
    after: step.after.flatMap((one) => known.byStep.get(one) ?? []),
    plannedStart: step.plannedStart.toISOString(),
    plannedEnd: step.plannedEnd.toISOString(),
    late: isLate(subject, step, known.now),
    stoodIn: step.stoodIn,
    ...(step.step === undefined ? {} : { step: step.step }),
    ...(step.post === undefined ? {} : { post: step.post }),
    ...(postName === undefined ? {} : { postName }),
    ...(step.level === undefined ? {} : { level: step.level }),
    ...(step.begunAt === undefined ? {} : { begunAt: step.begunAt.toISOString() }),
    ...(subject.dueAt === undefined ? {} : { dueAt: subject.dueAt.toISOString() }),
    ...known.story,
  };
};

/** The tasks of an incident with what became of each. */
export const boardOf = async (ctx: Context, incident: StandingIncident): Promise<BoardTask[]> => {
  const steps = await listSteps(ctx.db, incident.id);
  const ids = steps.map(({ id }) => id);
  const subjects = new Map((await listSubjects(ctx.db, ids)).map((subject) => [subject.id, subject]));
  const entries = await listEntriesOf(ctx, ids);
  const byTask = new Map<string, Entry[]>();
  for (const entry of entries) byTask.set(entry.subject.id, [...(byTask.get(entry.subject.id) ?? []), entry]);
  const people = await nameOf(ctx, [
    ...new Set(entries.flatMap(({ actor }) => (actor.kind === "person" ? [actor.id] : []))),
  ]);
  const plan = ctx.deployment.registry.plans.get(incident.plan ?? "");
  const known = {
    byStep: new Map(steps.flatMap(({ id, step }) => (step === undefined ? [] : [[step, id] as const]))),
    names: await departmentNames(ctx),
    posts: new Map((plan?.posts ?? []).map(({ id, name }) => [id, name])),
    now: ctx.clock.now(),
  };
  return steps.flatMap((step) => {
    const subject = subjects.get(step.id);
    if (subject === undefined) return [];
    return [toTask(step, subject, { ...known, story: storyOf(byTask.get(step.id) ?? [], people) })];
  });
};

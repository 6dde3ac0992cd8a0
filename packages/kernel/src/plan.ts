import { type IncidentLevel, incidentLevels, levelRank } from "./incident.ts";
import type { Label } from "./label.ts";
import type { Duration } from "./quantity.ts";
import type { ResourceKind } from "./resource.ts";

/** A post of the command structure (指挥体系): who leads it, and who stands in when nobody of it answers. */
export interface PlanPost {
  readonly id: string;
  readonly name: Label;
  /** A duty the city profile maps to a department. */
  readonly duty: string;
  /** Post whose department takes its tasks over when they are not accepted in time. */
  readonly deputy?: string;
  /** What it answers for, in a sentence. */
  readonly role: Label;
}

/** One step of a plan: who does what by when, after which others. */
export interface PlanTask {
  readonly id: string;
  readonly name: Label;
  /** The order as it is given: what is done, where, to which end, what is reported back. */
  readonly order: Label;
  readonly post: string;
  /** From this level on, and at every graver one. */
  readonly level: IncidentLevel;
  /** Steps that end before it begins. */
  readonly after?: readonly string[];
  /** How long it may take once it began. */
  readonly within: Duration;
  /** Not before so long after the level was declared, whatever else has ended. */
  readonly notBefore?: Duration;
  /** How long the post may take to say that it heard; the deputy takes over then. Five minutes when nothing is said. */
  readonly answersWithin?: Duration;
}

/** Something a plan needs: the nearest of a kind, so many, from a level on. */
export interface PlanNeed {
  readonly kind: ResourceKind;
  readonly count: number;
  readonly level: IncidentLevel;
  readonly for: Label;
}

/** A warning to issue at a level, in words; the warning itself is written and approved as any other. */
export interface PlanWarning {
  readonly level: IncidentLevel;
  readonly to: Label;
  readonly text: Label;
}

/** A plan (预案) for one kind of incident: conditions, structure, tasks, needs and the end, level by level. */
export interface PlanDef {
  readonly id: string;
  readonly name: Label;
  /** Kind of incident it answers. */
  readonly incident: string;
  readonly version: string;
  /** Laws and plans it follows, as people cite them. */
  readonly basis: readonly string[];
  readonly purpose: Label;
  readonly posts: readonly PlanPost[];
  readonly tasks: readonly PlanTask[];
  readonly needs?: readonly PlanNeed[];
  readonly warnings?: readonly PlanWarning[];
  /** Places to close, each from a level on. */
  readonly closes?: readonly { readonly level: IncidentLevel; readonly what: Label }[];
  /** People to move, each from a level on. */
  readonly moves?: readonly { readonly level: IncidentLevel; readonly whom: Label }[];
  /** All of these hold before it is stood down. */
  readonly standDown: readonly Label[];
}

/** Declares a plan. */
export const definePlan = <const P extends PlanDef>(plan: P): P => plan;

/** Whether what begins at one level is in force at another. */
export const isInForce = (from: IncidentLevel, at: IncidentLevel): boolean => levelRank(from) <= levelRank(at);

/** Steps in force at a level, in the order of the plan. */
export const tasksAt = (plan: PlanDef, level: IncidentLevel): readonly PlanTask[] =>
  plan.tasks.filter((task) => isInForce(task.level, level));

/** Steps a task waits for at a level: those after which it comes and that are in force there. */
export const predecessorsAt = (plan: PlanDef, task: PlanTask, level: IncidentLevel): readonly string[] => {
  const there = new Set(tasksAt(plan, level).map(({ id }) => id));
  return (task.after ?? []).filter((id) => there.has(id));
};

/** When a step begins and ends by the plan, in milliseconds after the level was declared, if everybody takes all their time. */
export interface Planned {
  readonly startMs: number;
  readonly endMs: number;
}

/** The time line of a plan at a level: what "late" is measured against in the review. */
export const plannedTimes = (plan: PlanDef, level: IncidentLevel): ReadonlyMap<string, Planned> => {
  const tasks = new Map(tasksAt(plan, level).map((task) => [task.id, task]));
  const times = new Map<string, Planned>();
  const timeOf = (id: string, path: readonly string[]): Planned => {
    const known = times.get(id);
    const task = tasks.get(id);
    if (known !== undefined) return known;
    if (task === undefined || path.includes(id)) return { startMs: 0, endMs: 0 };
    const before = predecessorsAt(plan, task, level).map((one) => timeOf(one, [...path, id]).endMs);
    const startMs = Math.max(0, task.notBefore ?? 0, ...before);
    const planned = { startMs, endMs: startMs + task.within };
    times.set(id, planned);
    return planned;
  };
  for (const id of tasks.keys()) timeOf(id, []);
  return times;
};

const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];

const isRound = (plan: PlanDef, id: string, path: readonly string[]): boolean => {
  if (path.includes(id)) return true;
  const task = plan.tasks.find((one) => one.id === id);
  return (task?.after ?? []).some((before) => isRound(plan, before, [...path, id]));
};

const checkTask = (plan: PlanDef, task: PlanTask): string[] => {
  const faults: string[] = [];
  const byId = new Map(plan.tasks.map((one) => [one.id, one]));
  if (!plan.posts.some(({ id }) => id === task.post)) faults.push(`no post "${task.post}"`);
  if (!incidentLevels.includes(task.level)) faults.push(`no level "${task.level}"`);
  if (!(task.within > 0)) faults.push("its time must be positive");
  if (task.answersWithin !== undefined && !(task.answersWithin > 0)) faults.push("its time to answer must be positive");
  for (const before of task.after ?? []) {
    const other = byId.get(before);
    if (other === undefined) faults.push(`it comes after "${before}", which the plan has not`);
    else if (levelRank(other.level) > levelRank(task.level))
      faults.push(`it comes after "${before}", which begins only at the graver level ${other.level}`);
  }
  if (isRound(plan, task.id, [])) faults.push("it waits for itself");
  return faults.map((fault) => `task ${task.id}: ${fault}`);
};

const checkPost = (plan: PlanDef, post: PlanPost, known: PlanKnown): string[] => {
  const faults: string[] = [];
  if (!known.duties.includes(post.duty)) faults.push(`no duty "${post.duty}"`);
  if (post.deputy !== undefined && !plan.posts.some(({ id }) => id === post.deputy))
    faults.push(`no post "${post.deputy}"`);
  if (post.deputy === post.id) faults.push("it can't stand in for itself");
  const isDeputy = plan.posts.some(({ deputy }) => deputy === post.id);
  if (!isDeputy && !plan.tasks.some((task) => task.post === post.id)) faults.push("it has nothing to do");
  return faults.map((fault) => `post ${post.id}: ${fault}`);
};

/** What a plan may name outside of itself. */
export interface PlanKnown {
  readonly duties: readonly string[];
  readonly incidents: readonly string[];
}

/** Lists faults of a plan in words its author can act on; empty when a county could carry it out as written. */
export const checkPlan = (plan: PlanDef, known: PlanKnown): string[] => {
  const faults: string[] = [];
  if (!known.incidents.includes(plan.incident)) faults.push(`no kind of incident "${plan.incident}"`);
  for (const id of repeated(plan.posts.map((post) => post.id))) faults.push(`post "${id}": its id is used twice`);
  for (const id of repeated(plan.tasks.map((task) => task.id))) faults.push(`task "${id}": its id is used twice`);
  faults.push(...plan.posts.flatMap((post) => checkPost(plan, post, known)));
  for (const level of incidentLevels)
    if (tasksAt(plan, level).length === 0) faults.push(`level ${level}: nothing is done`);
  if (plan.standDown.length === 0) faults.push("nothing says when it ends");
  if (plan.basis.length === 0) faults.push("it names no law or plan it follows");
  faults.push(...plan.tasks.flatMap((task) => checkTask(plan, task)));
  return faults.map((fault) => `plan ${plan.id}: ${fault}`);
};

import { open } from "../../../platform/change.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { caseTask } from "./flow.ts";
import { insertTask, type Place, type TaskKind, type TaskState, updateOpenTasks, updateTaskPerson } from "./store.ts";

/** What a task is made of. */
export interface NewTask {
  readonly subjectId: string;
  readonly kind: TaskKind;
  readonly departmentId: string;
  readonly personId?: string | undefined;
  readonly position?: Place | undefined;
  readonly what?: string | undefined;
  /** Id of the subject that a joint task is; a fresh one otherwise. */
  readonly id?: string;
}

/** Gives a department, or one person of it, their part in a subject. */
export const openTask = async (ctx: Context, task: NewTask): Promise<string> => {
  const id = task.id ?? newId();
  await insertTask(ctx.db, {
    personId: undefined,
    position: undefined,
    what: undefined,
    ...task,
    id,
    state: "open",
    openedAt: ctx.clock.now(),
    closedAt: undefined,
  });
  return id;
};

/** Ends the open parts of some kinds of a subject: done, handed back, or withdrawn by whoever gave them. */
export const endTasks = (
  ctx: Context,
  subjectId: string,
  end: { kinds: readonly TaskKind[]; state: Exclude<TaskState, "open"> },
): Promise<void> => updateOpenTasks(ctx.db, subjectId, { ...end, at: ctx.clock.now() });

/** Assigns what a department has to dispose of to one of its people, or to nobody in particular. */
export const assignTasks = (ctx: Context, subjectId: string, personId: string | undefined): Promise<void> =>
  updateTaskPerson(ctx.db, subjectId, personId ?? null);

/** Gives one more department a part in a subject, with a limit and a way of its own; answers the task's id. */
export const giveTask = async (
  ctx: Context,
  task: {
    subjectId: string;
    departmentId: string;
    areaPath: string;
    position: Place | undefined;
    what: string;
    waives: readonly string[];
  },
): Promise<string> => {
  const { subjectId, departmentId, areaPath, position, what, waives } = task;
  const facts = { department: departmentId, what };
  const opening = {
    flow: caseTask.id,
    move: "give",
    id: newId(),
    partOf: subjectId,
    areaPath,
    departments: [departmentId],
    facts,
    waives,
  };
  const { id } = await open(ctx, opening, async (inner) => {
    await openTask(inner, { id: opening.id, kind: "joint", subjectId, departmentId, position, what });
    return { presentDepartment: departmentId, changes: { case: subjectId } };
  });
  return id;
};

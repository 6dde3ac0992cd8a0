import { type Context, newId } from "../../../platform/context.ts";
import { insertTask, type TaskState, updateOpenTasks } from "./store.ts";

/** Gives a department its part in a subject. */
export const openTask = (ctx: Context, of: { subjectId: string; departmentId: string }): Promise<void> =>
  insertTask(ctx.db, { id: newId(), ...of, state: "open", openedAt: ctx.clock.now(), closedAt: undefined });

/** Ends the open parts of a subject: done, handed back, or withdrawn by whoever gave them. */
export const endTasks = (ctx: Context, subjectId: string, state: Exclude<TaskState, "open">): Promise<void> =>
  updateOpenTasks(ctx.db, subjectId, { state, at: ctx.clock.now() });

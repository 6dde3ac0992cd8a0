import { AppError } from "../../../platform/app-error.ts";
import type { Apply } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { findTask, type TaskRecord, type TaskState, updateTask } from "../../flows/task/index.ts";
import { findCase } from "../case/index.ts";
import { attachPhotos } from "../photo/index.ts";

const getTask = async (ctx: Context, id: string): Promise<TaskRecord> => {
  const task = await findTask(ctx.db, id);
  if (task === undefined) throw new AppError("subject.not-found");
  return task;
};

/** Photos of a joint task lie with its case. */
const ending =
  (state: Exclude<TaskState, "open">): Apply =>
  async (ctx, subject, facts) => {
    const task = await getTask(ctx, subject.id);
    const found = await findCase(ctx.db, task.subjectId);
    const photos = facts["photos"];
    if (found !== undefined && Array.isArray(photos))
      await attachPhotos(ctx, { caseId: found.id, stage: found.stage }, photos.map(String));
    await updateTask(ctx.db, task.id, { state, at: ctx.clock.now() });
    return { changes: { case: task.subjectId } };
  };

/** What the moves of a joint task write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = {
  finish: ending("done"),
  return: ending("handed-back"),
  withdraw: ending("withdrawn"),
  waive: ending("withdrawn"),
};

import { AppError } from "../../../platform/app-error.ts";
import type { Apply } from "../../../platform/change.ts";
import { findTask, type TaskState, updateTask, updateTaskDepartment } from "../../flows/task/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { findCase } from "../case/index.ts";
import { attachPhotos } from "../photo/index.ts";

/** The task goes to another department: the one that is named, or a deputy's that the plan names. */
const handOver: Apply = async (ctx, subject, facts) => {
  const departmentId = String(facts["department"]);
  if (!(await departmentNames(ctx)).has(departmentId))
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.department", code: "choice" }] });
  await updateTaskDepartment(ctx.db, subject.id, departmentId);
  return { departments: [...new Set([...subject.departments, departmentId])], presentDepartment: departmentId };
};

/** Photos of a task lie with the case or incident it is a part of. */
const ending =
  (state: Exclude<TaskState, "open">): Apply =>
  async (ctx, subject, facts) => {
    const task = await findTask(ctx.db, subject.id);
    // A step that never began is no task of anybody's yet.
    if (task === undefined) return undefined;
    const found = await findCase(ctx.db, task.subjectId);
    const photos = facts["photos"];
    if (Array.isArray(photos))
      await attachPhotos(ctx, { caseId: task.subjectId, stage: found?.stage ?? subject.stage }, photos.map(String));
    await updateTask(ctx.db, task.id, { state, at: ctx.clock.now() });
    return { changes: found === undefined ? { incident: task.subjectId } : { case: task.subjectId } };
  };

/** What the moves of a task write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = {
  "hand-over": handOver,
  finish: ending("done"),
  return: ending("handed-back"),
  withdraw: ending("withdrawn"),
  waive: ending("withdrawn"),
};

import type { Db } from "../../../platform/database.ts";

/** How a task ended, or that it hasn't. */
export type TaskState = "open" | "done" | "handed-back" | "withdrawn";

interface TaskTable {
  id: string;
  subject_id: string;
  department_id: string;
  state: TaskState;
  opened_at: Date;
  closed_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    tasks: TaskTable;
  }
}

/** One department's part in a case or incident. */
export interface TaskRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly departmentId: string;
  readonly state: TaskState;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
}

export const insertTask = async (db: Db, task: TaskRecord): Promise<void> => {
  await db
    .insertInto("tasks")
    .values({
      id: task.id,
      subject_id: task.subjectId,
      department_id: task.departmentId,
      state: task.state,
      opened_at: task.openedAt,
      closed_at: task.closedAt ?? null,
    })
    .execute();
};

/** Ends every open task of a subject in one way. */
export const updateOpenTasks = async (
  db: Db,
  subjectId: string,
  end: { state: TaskState; at: Date },
): Promise<void> => {
  await db
    .updateTable("tasks")
    .set({ state: end.state, closed_at: end.at })
    .where("subject_id", "=", subjectId)
    .where("closed_at", "is", null)
    .execute();
};

export const listTasks = async (db: Db, subjectId: string): Promise<TaskRecord[]> => {
  const rows = await db
    .selectFrom("tasks")
    .selectAll()
    .where("subject_id", "=", subjectId)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subjectId: row.subject_id,
    departmentId: row.department_id,
    state: row.state,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
  }));
};

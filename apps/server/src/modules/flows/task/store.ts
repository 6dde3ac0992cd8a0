import { metresPerDegree } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { later } from "../../../platform/prepared.ts";
import { statement } from "../../../platform/statement.ts";

/** How a task ended, or that it hasn't. */
export type TaskState = "open" | "done" | "handed-back" | "withdrawn";

/**
 * What a task asks for: to mend, to help mending, to look before filing, to look before closing; of an incident: a step of
 * its plan, an order, a lesson.
 */
export type TaskKind = "dispose" | "joint" | "look" | "verify" | "step" | "order" | "lesson";

/** Kinds whose subject is an incident, not a case. */
export const incidentTaskKinds: readonly TaskKind[] = ["step", "order", "lesson"];

interface TaskTable {
  id: string;
  subject_id: string;
  kind: TaskKind;
  department_id: string;
  /** Null: anybody's of the department. */
  person_id: string | null;
  longitude: number | null;
  latitude: number | null;
  /** What a joint task is about, in words. */
  what: string | null;
  state: TaskState;
  opened_at: Date;
  closed_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    tasks: TaskTable;
  }
}

/** A position on the ground. */
export type Place = readonly [longitude: number, latitude: number];

/** One department's or person's part in a case or incident. */
export interface TaskRecord {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: TaskKind;
  readonly departmentId: string;
  readonly personId: string | undefined;
  readonly position: Place | undefined;
  readonly what: string | undefined;
  readonly state: TaskState;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
}

/** An open task with its deadline and how far it is. */
export interface OpenTask extends TaskRecord {
  readonly dueAt: Date | undefined;
  readonly metres: number | undefined;
}

/** Which open tasks are asked for. `kinds`: those the asker may do; scope is of the case they belong to. */
export interface TaskFilter {
  readonly kinds: readonly TaskKind[];
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
  /** Only those of this person and those of nobody in particular. */
  readonly personId?: string | undefined;
  readonly near?: Place | undefined;
  readonly after?: { readonly by: number; readonly id: string } | undefined;
  readonly limit: number;
}

const insert = statement((db, given: TaskTable) =>
  db
    .insertInto("tasks")
    .values({
      id: given.id,
      subject_id: given.subject_id,
      kind: given.kind,
      department_id: given.department_id,
      person_id: given.person_id,
      longitude: given.longitude,
      latitude: given.latitude,
      what: given.what,
      state: given.state,
      opened_at: given.opened_at,
      closed_at: given.closed_at,
    })
    .modifyEnd(later),
);

export const insertTask = async (db: Db, task: TaskRecord): Promise<void> => {
  await insert(db, {
    id: task.id,
    subject_id: task.subjectId,
    kind: task.kind,
    department_id: task.departmentId,
    person_id: task.personId ?? null,
    longitude: task.position?.[0] ?? null,
    latitude: task.position?.[1] ?? null,
    what: task.what ?? null,
    state: task.state,
    opened_at: task.openedAt,
    closed_at: task.closedAt ?? null,
  });
};

const endOpen = statement((db, given: { subjectId: string; state: TaskState; at: Date; kinds: readonly TaskKind[] }) =>
  db
    .updateTable("tasks")
    .set({ state: given.state, closed_at: given.at })
    .where("subject_id", "=", given.subjectId)
    .where(sql<boolean>`kind = ANY (${given.kinds}::text[])`)
    // As it stands, so that no plan starts from all that are open.
    .where(sql<boolean>`coalesce(closed_at, 'infinity') = 'infinity'`)
    .modifyEnd(later),
);

/** Ends every open task of a subject, of some kinds, in one way; joint tasks end by moves of their own. */
export const updateOpenTasks = async (
  db: Db,
  subjectId: string,
  end: { state: TaskState; at: Date; kinds: readonly TaskKind[] },
): Promise<void> => {
  await endOpen(db, { ...end, subjectId });
};

/** Gives the open tasks of a subject that are to be disposed of to a person, or takes them back. */
export const updateTaskPerson = async (db: Db, subjectId: string, personId: string | null): Promise<void> => {
  await db
    .updateTable("tasks")
    .set({ person_id: personId })
    .where("subject_id", "=", subjectId)
    .where("kind", "=", "dispose")
    .where("closed_at", "is", null)
    .execute();
};

/** Opens tasks again that were withdrawn with their subject. */
export const reopenTasks = async (db: Db, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await db
    .updateTable("tasks")
    .set({ state: "open", closed_at: null })
    .where("id", "in", [...ids])
    .execute();
};

/** Ends one task. */
export const updateTask = async (db: Db, id: string, end: { state: TaskState; at: Date }): Promise<void> => {
  await db.updateTable("tasks").set({ state: end.state, closed_at: end.at }).where("id", "=", id).execute();
};

/** Gives an open task to another department. */
export const updateTaskDepartment = async (db: Db, id: string, departmentId: string): Promise<void> => {
  await db.updateTable("tasks").set({ department_id: departmentId, person_id: null }).where("id", "=", id).execute();
};

const toTask = (row: TaskTable): TaskRecord => ({
  id: row.id,
  subjectId: row.subject_id,
  kind: row.kind,
  departmentId: row.department_id,
  personId: row.person_id ?? undefined,
  position: row.longitude === null || row.latitude === null ? undefined : [row.longitude, row.latitude],
  what: row.what ?? undefined,
  state: row.state,
  openedAt: row.opened_at,
  closedAt: row.closed_at ?? undefined,
});

export const listTasks = async (db: Db, subjectId: string): Promise<TaskRecord[]> => {
  const rows = await db
    .selectFrom("tasks")
    .selectAll()
    .where("subject_id", "=", subjectId)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();
  return rows.map(toTask);
};

export const findTask = async (db: Db, id: string): Promise<TaskRecord | undefined> => {
  const row = await db.selectFrom("tasks").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toTask(row);
};

/** Seconds since 1970 at which a task without a deadline stands in the order: after all that have one. */
const noDeadlineSeconds = 253_370_764_800;

/** Plane distance in metres; a task without a place is farthest. */
const distance = ([longitude, latitude]: Place) => {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return sql<number>`coalesce(round(${metresPerDegree} * sqrt(power((t.longitude - ${longitude}) * ${shrink}, 2)
    + power(t.latitude - ${latitude}, 2)))::float8, 1e9)`;
};

/** By deadline, in milliseconds; a joint task has one of its own. */
const deadline = sql<number>`round(1000 * extract(epoch FROM coalesce(own.due_at, whole.due_at,
  to_timestamp(${noDeadlineSeconds}))))::float8`;

/** Open tasks, the nearest first or the soonest due first. */
export const listOpenTasks = async (db: Db, filter: TaskFilter): Promise<(OpenTask & { by: number })[]> => {
  if (filter.kinds.length === 0 || filter.departments.length === 0) return [];
  const by = filter.near === undefined ? deadline : distance(filter.near);
  let asked = db
    .selectFrom("tasks as t")
    .innerJoin("subjects as whole", "whole.id", "t.subject_id")
    .leftJoin("subjects as own", "own.id", "t.id")
    .selectAll("t")
    .select([by.as("by"), sql<Date | null>`coalesce(own.due_at, whole.due_at)`.as("due")])
    .where("t.closed_at", "is", null)
    .where("t.kind", "in", [...filter.kinds])
    .where(sql<boolean>`starts_with(whole.area_path, ${filter.areaPath})`);
  if (filter.departments !== "all") asked = asked.where("t.department_id", "in", [...filter.departments]);
  if (filter.personId !== undefined)
    asked = asked.where(sql<boolean>`(t.person_id IS NULL OR t.person_id = ${filter.personId})`);
  if (filter.after !== undefined)
    asked = asked.where(sql<boolean>`(${by}, t.id) > (${filter.after.by}, ${filter.after.id}::uuid)`);
  const rows = await asked.orderBy(by).orderBy("t.id").limit(filter.limit).execute();
  return rows.map((row) => ({
    ...toTask(row),
    by: row.by,
    dueAt: row.due ?? undefined,
    metres: filter.near === undefined ? undefined : row.by,
  }));
};

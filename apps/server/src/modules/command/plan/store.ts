import type { IncidentLevel, Label } from "@chengyun/kernel";
import { type ColumnType, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

type Json<Value> = ColumnType<Value, string, string>;

/** What a task of an incident is: a step of its plan, an order beside it, a lesson of its review. */
export type StepKind = "step" | "order" | "lesson";

interface StepTable {
  id: string;
  incident_id: string;
  kind: StepKind;
  step: string | null;
  post: string | null;
  name: Json<Label>;
  order: Json<Label>;
  level: IncidentLevel | null;
  department_id: string;
  deputy_id: string | null;
  after: string[];
  not_before: Date | null;
  answer_seconds: number | null;
  planned_start: Date;
  planned_end: Date;
  begun_at: Date | null;
  stood_in: boolean;
  ended_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    incident_steps: StepTable;
  }
}

/** A task of an incident with what its plan says of it; where it stands says its subject. */
export interface StepRecord {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: StepKind;
  /** Its id in the plan. */
  readonly step: string | undefined;
  readonly post: string | undefined;
  readonly name: Label;
  readonly order: Label;
  readonly level: IncidentLevel | undefined;
  /** Department of its post; whoever has it now says its subject. */
  readonly departmentId: string;
  /** Department that stands in when the post does not answer. */
  readonly deputyId: string | undefined;
  /** Steps of the plan after which it begins. */
  readonly after: readonly string[];
  readonly notBefore: Date | undefined;
  readonly answerSeconds: number | undefined;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly begunAt: Date | undefined;
  readonly stoodIn: boolean;
  readonly endedAt: Date | undefined;
}

const fromRow = (row: Selectable<StepTable>): StepRecord => ({
  id: row.id,
  incidentId: row.incident_id,
  kind: row.kind,
  step: row.step ?? undefined,
  post: row.post ?? undefined,
  name: row.name,
  order: row.order,
  level: row.level ?? undefined,
  departmentId: row.department_id,
  deputyId: row.deputy_id ?? undefined,
  after: row.after,
  notBefore: row.not_before ?? undefined,
  answerSeconds: row.answer_seconds ?? undefined,
  plannedStart: row.planned_start,
  plannedEnd: row.planned_end,
  begunAt: row.begun_at ?? undefined,
  stoodIn: row.stood_in,
  endedAt: row.ended_at ?? undefined,
});

export const insertStep = async (db: Db, step: StepRecord): Promise<void> => {
  await db
    .insertInto("incident_steps")
    .values({
      id: step.id,
      incident_id: step.incidentId,
      kind: step.kind,
      step: step.step ?? null,
      post: step.post ?? null,
      name: JSON.stringify(step.name),
      order: JSON.stringify(step.order),
      level: step.level ?? null,
      department_id: step.departmentId,
      deputy_id: step.deputyId ?? null,
      after: [...step.after],
      not_before: step.notBefore ?? null,
      answer_seconds: step.answerSeconds ?? null,
      planned_start: step.plannedStart,
      planned_end: step.plannedEnd,
      begun_at: step.begunAt ?? null,
      stood_in: step.stoodIn,
      ended_at: step.endedAt ?? null,
    })
    .execute();
};

export const listSteps = async (db: Db, incidentId: string): Promise<StepRecord[]> =>
  (
    await db
      .selectFrom("incident_steps")
      .selectAll()
      .where("incident_id", "=", incidentId)
      .orderBy("planned_start")
      .orderBy("id")
      .execute()
  ).map(fromRow);

/** Steps by id, in no order. */
export const listStepsByIds = async (db: Db, ids: readonly string[]): Promise<StepRecord[]> =>
  ids.length === 0
    ? []
    : (
        await db
          .selectFrom("incident_steps")
          .selectAll()
          .where("id", "in", [...ids])
          .execute()
      ).map(fromRow);

export const findStep = async (db: Db, id: string): Promise<StepRecord | undefined> => {
  const row = await db.selectFrom("incident_steps").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** What becomes of a step. */
export type StepChange = Partial<Pick<StepRecord, "begunAt" | "stoodIn" | "endedAt">>;

export const updateStep = async (db: Db, id: string, change: StepChange): Promise<void> => {
  const { begunAt, stoodIn, endedAt } = change;
  const set = {
    ...(begunAt === undefined ? {} : { begun_at: begunAt }),
    ...(stoodIn === undefined ? {} : { stood_in: stoodIn }),
    ...(endedAt === undefined ? {} : { ended_at: endedAt }),
  };
  await db.updateTable("incident_steps").set(set).where("id", "=", id).execute();
};

/** Steps whose time has come although nothing happened: that wait for an hour, or for an answer. */
export const listDueSteps = async (db: Db, now: Date): Promise<{ id: string; incidentId: string; waits: boolean }[]> =>
  (
    await db
      .selectFrom("incident_steps as p")
      .innerJoin("subjects as s", "s.id", "p.id")
      .innerJoin("subjects as whole", "whole.id", "p.incident_id")
      .select(["p.id as id", "p.incident_id as incidentId", "s.stage as stage"])
      .where("p.ended_at", "is", null)
      .where("whole.stage", "=", "responding")
      .where((is) =>
        is.or([
          is.and([is("s.stage", "=", "waiting"), is("p.not_before", "is not", null), is("p.not_before", "<=", now)]),
          is.and([
            is("s.stage", "=", "given"),
            is("p.stood_in", "=", false),
            is("p.deputy_id", "is not", null),
            sql<boolean>`p.begun_at + p.answer_seconds * interval '1 second' <= ${now}`,
          ]),
        ]),
      )
      .orderBy("p.id")
      .limit(200)
      .execute()
  ).map(({ id, incidentId, stage }) => ({ id, incidentId, waits: stage === "waiting" }));

/** How the tasks of some incidents stand. */
export const sumTasks = (
  db: Db,
  incidentIds: readonly string[],
  now: Date,
): Promise<{ incidentId: string; all: number; done: number; open: number; waiting: number; late: number }[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("incident_steps as p")
        .innerJoin("subjects as s", "s.id", "p.id")
        .select([
          "p.incident_id as incidentId",
          sql<number>`count(*)::int`.as("all"),
          sql<number>`(count(*) FILTER (WHERE s.stage IN ('done', 'waived', 'withdrawn')))::int`.as("done"),
          sql<number>`(count(*) FILTER (WHERE s.stage IN ('given', 'accepted', 'returned')))::int`.as("open"),
          sql<number>`(count(*) FILTER (WHERE s.stage = 'waiting'))::int`.as("waiting"),
          sql<number>`(count(*) FILTER (WHERE s.stage IN ('given', 'accepted') AND s.due_at < ${now}))::int`.as("late"),
        ])
        .where("p.incident_id", "in", [...incidentIds])
        .where("p.kind", "!=", "lesson")
        .groupBy("p.incident_id")
        .execute();

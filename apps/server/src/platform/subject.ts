import type { AreaPath, Limit, MadeMove } from "@chengyun/kernel";
import { type ColumnType, type Generated, sql } from "kysely";
import { type Actor, behind } from "./actor.ts";
import type { Db } from "./database.ts";
import { later } from "./prepared.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface SubjectTable {
  id: string;
  kind: string;
  flow: string;
  flow_version: number;
  stage: string;
  version: number;
  area_path: string;
  departments: string[];
  /** Department whose turn it is; null while it is nobody's. */
  present_department: string | null;
  limits: Json<Readonly<Record<string, Limit>>>;
  created_at: Date;
  changed_at: Date;
  /** Nearest deadline that runs; null when none does. */
  due_at: Date | null;
  part_of: string | null;
  /** Facts it may do without although moves need them. */
  waives: string[];
  /** Forms asked with its moves beside those of the flow. */
  forms: Json<Readonly<Record<string, string>>>;
}

interface SubjectMoveTable {
  subject_id: string;
  move: string;
  actor_id: string;
  at: Date;
  /** How often it was made. */
  times: Generated<number>;
  /** Its place in the order of the subject's moves. */
  nth: number;
  acted_for: string | null;
}

declare module "./database.ts" {
  interface Tables {
    subjects: SubjectTable;
    subject_moves: SubjectMoveTable;
  }
}

/** What `change` locks and checks: where one subject stands in its flow, and whose it is. */
export interface Subject {
  readonly id: string;
  readonly kind: string;
  readonly flow: string;
  readonly flowVersion: number;
  readonly stage: string;
  readonly version: number;
  readonly areaPath: AreaPath;
  readonly departments: readonly string[];
  /** Department whose turn it is; those that had it before still see it. */
  readonly presentDepartment: string | undefined;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly dueAt: Date | undefined;
  /** Subject it is a part of, e.g. the case of a joint task. */
  readonly partOf: string | undefined;
  /** Facts it may do without although a move of its flow needs them. */
  readonly waives: readonly string[];
  /** Forms its category asks with its moves, by move. */
  readonly forms: Readonly<Record<string, string>>;
}

const fromRow = (
  row: {
    [Column in keyof SubjectTable]: SubjectTable[Column] extends ColumnType<infer Value, string, string>
      ? Value
      : SubjectTable[Column];
  },
): Subject => ({
  id: row.id,
  kind: row.kind,
  flow: row.flow,
  flowVersion: row.flow_version,
  stage: row.stage,
  version: row.version,
  areaPath: row.area_path,
  departments: row.departments,
  presentDepartment: row.present_department ?? undefined,
  limits: row.limits,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  dueAt: row.due_at ?? undefined,
  partOf: row.part_of ?? undefined,
  waives: row.waives,
  forms: row.forms,
});

/** Reads a subject without locking it. */
export const findSubject = async (db: Db, id: string): Promise<Subject | undefined> => {
  const row = await db.selectFrom("subjects").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** Locks a subject until the transaction ends. */
export const lockSubject = async (db: Db, kind: string, id: string): Promise<Subject | undefined> => {
  const row = await db
    .selectFrom("subjects")
    .selectAll()
    .where("id", "=", id)
    .where("kind", "=", kind)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** Writes a new subject. */
export const insertSubject = async (db: Db, subject: Subject): Promise<void> => {
  await db
    .insertInto("subjects")
    .values({
      id: subject.id,
      kind: subject.kind,
      flow: subject.flow,
      flow_version: subject.flowVersion,
      stage: subject.stage,
      version: subject.version,
      area_path: subject.areaPath,
      departments: [...subject.departments],
      present_department: subject.presentDepartment ?? null,
      limits: JSON.stringify(subject.limits),
      created_at: subject.createdAt,
      changed_at: subject.changedAt,
      due_at: subject.dueAt ?? null,
      part_of: subject.partOf ?? null,
      waives: [...subject.waives],
      forms: JSON.stringify(subject.forms),
    })
    .modifyEnd(later)
    .execute();
};

/** A move as it is remembered: where the subject stands after it, and who made it last. */
export interface SettledMove {
  readonly subject: Subject;
  readonly move: string;
  readonly actor: Actor;
}

/**
 * Writes where a subject stands now and who made the move, as parts of the statement that records it: one trip to the
 * database instead of three. The subject's row is locked or new, so the entry still comes after the change.
 */
export const settling = (db: Db, { subject, move, actor }: SettledMove) =>
  db
    .with("moved", (parts) =>
      parts
        .updateTable("subjects")
        .set({
          stage: subject.stage,
          version: subject.version,
          area_path: subject.areaPath,
          departments: [...subject.departments],
          present_department: subject.presentDepartment ?? null,
          limits: JSON.stringify(subject.limits),
          changed_at: subject.changedAt,
          due_at: subject.dueAt ?? null,
          waives: [...subject.waives],
          forms: JSON.stringify(subject.forms),
        })
        .where("id", "=", subject.id),
    )
    .with("noted", (parts) =>
      parts
        .insertInto("subject_moves")
        .values({
          subject_id: subject.id,
          move,
          actor_id: actor.id,
          at: subject.changedAt,
          nth: sql<number>`(SELECT coalesce(max(nth), 0) + 1 FROM subject_moves WHERE subject_id = ${subject.id}::uuid)`,
          acted_for: behind(actor)[1] ?? null,
        })
        .onConflict((conflict) =>
          conflict.columns(["subject_id", "move"]).doUpdateSet((set) => ({
            actor_id: set.ref("excluded.actor_id"),
            at: set.ref("excluded.at"),
            nth: set.ref("excluded.nth"),
            acted_for: set.ref("excluded.acted_for"),
            times: sql<number>`subject_moves.times + 1`,
          })),
        ),
    );

/** Every move a subject has seen: who made it last, how often it was made, and in which order. */
export const listMade = async (db: Db, subjectId: string): Promise<MadeMove[]> => {
  const rows = await db
    .selectFrom("subject_moves")
    .select(["move", "actor_id", "acted_for", "times", "nth"])
    .where("subject_id", "=", subjectId)
    .execute();
  return rows.map(({ move, actor_id, acted_for, times, nth }) => ({
    move,
    by: acted_for === null ? [actor_id] : [actor_id, acted_for],
    times,
    nth,
  }));
};

/** The parts of a subject and where each stands. */
export const listParts = async (db: Db, subjectId: string): Promise<Subject[]> =>
  (
    await db
      .selectFrom("subjects")
      .selectAll()
      .where("part_of", "=", subjectId)
      .orderBy("created_at")
      .orderBy("id")
      .execute()
  ).map(fromRow);

import type { AreaPath, Limit, MadeMove } from "@chengyun/kernel";
import { type ColumnType, type Generated, type Insertable, type Kysely, sql } from "kysely";
import { type Actor, behind } from "./actor.ts";
import type { Db, Tables } from "./database.ts";
import { later } from "./prepared.ts";
import { statement } from "./statement.ts";

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

const byId = statement((db, given: { id: string }) => db.selectFrom("subjects").selectAll().where("id", "=", given.id));

const lockById = statement((db, given: { id: string; kind: string }) =>
  db.selectFrom("subjects").selectAll().where("id", "=", given.id).where("kind", "=", given.kind).forUpdate(),
);

/** Reads a subject without locking it. */
export const findSubject = async (db: Db, id: string): Promise<Subject | undefined> => {
  const [row] = await byId(db, { id });
  return row === undefined ? undefined : fromRow(row);
};

const byIds = statement((db, given: { ids: readonly string[] }) =>
  db.selectFrom("subjects").selectAll().where(sql<boolean>`id = ANY (${given.ids}::uuid[])`),
);

/** Reads many subjects without locking them, in no order. */
export const listSubjects = async (db: Db, ids: readonly string[]): Promise<Subject[]> =>
  ids.length === 0 ? [] : (await byIds(db, { ids })).map(fromRow);

const idsAmong = statement((db, given: { ids: readonly string[] }) =>
  db.selectFrom("subjects").select("id").where(sql<boolean>`id = ANY (${given.ids}::uuid[])`),
);

/** Which of some ids are subjects'. */
export const listKnown = async (db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(ids.length === 0 ? [] : (await idsAmong(db, { ids })).map(({ id }) => id));

/** Locks a subject until the transaction ends. */
export const lockSubject = async (db: Db, kind: string, id: string): Promise<Subject | undefined> => {
  const [row] = await lockById(db, { id, kind });
  return row === undefined ? undefined : fromRow(row);
};

type NewRow = Insertable<SubjectTable>;

const insert = statement((db, row: NewRow) =>
  db
    .insertInto("subjects")
    .values({
      id: row.id,
      kind: row.kind,
      flow: row.flow,
      flow_version: row.flow_version,
      stage: row.stage,
      version: row.version,
      area_path: row.area_path,
      departments: row.departments,
      present_department: row.present_department,
      limits: row.limits,
      created_at: row.created_at,
      changed_at: row.changed_at,
      due_at: row.due_at,
      part_of: row.part_of,
      waives: row.waives,
      forms: row.forms,
    })
    .modifyEnd(later),
);

const toRow = (subject: Subject): NewRow => ({
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
});

/** Writes a new subject. */
export const insertSubject = async (db: Db, subject: Subject): Promise<void> => {
  await insert(db, toRow(subject));
};

/** A move as it is remembered: where the subject stands after it, and who made it last. */
export interface SettledMove {
  readonly subject: Subject;
  readonly move: string;
  readonly actor: Actor;
}

/** Values of `settling`. */
export type Settling = Pick<
  NewRow,
  | "id"
  | "stage"
  | "version"
  | "area_path"
  | "departments"
  | "present_department"
  | "limits"
  | "changed_at"
  | "due_at"
  | "waives"
  | "forms"
> & { readonly move: string; readonly mover: string; readonly acted_for: string | null };

/** A settled move as values of `settling`. */
export const toSettling = ({ subject, move, actor }: SettledMove): Settling => ({
  ...toRow(subject),
  move,
  mover: actor.id,
  acted_for: behind(actor)[1] ?? null,
});

/**
 * Writes where a subject stands now and who made the move, as parts of the statement that records it: one trip to the
 * database instead of three. The subject's row is locked or new, so the entry still comes after the change.
 */
export const settling = (db: Kysely<Tables>, given: Settling) =>
  db
    .with("moved", (parts) =>
      parts
        .updateTable("subjects")
        .set({
          stage: given.stage,
          version: given.version,
          area_path: given.area_path,
          departments: given.departments,
          present_department: given.present_department,
          limits: given.limits,
          changed_at: given.changed_at,
          due_at: given.due_at,
          waives: given.waives,
          forms: given.forms,
        })
        .where("id", "=", given.id),
    )
    .with("noted", (parts) =>
      parts
        .insertInto("subject_moves")
        .values({
          subject_id: given.id,
          move: given.move,
          actor_id: given.mover,
          at: given.changed_at,
          nth: sql<number>`(SELECT coalesce(max(nth), 0) + 1 FROM subject_moves WHERE subject_id = ${given.id}::uuid)`,
          acted_for: given.acted_for,
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

const made = statement((db, given: { ids: readonly string[] }) =>
  db
    .selectFrom("subject_moves")
    .select(["subject_id", "move", "actor_id", "acted_for", "times", "nth"])
    .where(sql<boolean>`subject_id = ANY (${given.ids}::uuid[])`),
);

/** Every move that some subjects have seen, each with its subject. */
export const listMadeOf = async (
  db: Db,
  subjectIds: readonly string[],
): Promise<(MadeMove & { readonly subjectId: string })[]> => {
  const rows = await made(db, { ids: subjectIds });
  return rows.map(({ subject_id: subjectId, move, actor_id, acted_for, times, nth }) => ({
    subjectId,
    move,
    by: acted_for === null ? [actor_id] : [actor_id, acted_for],
    times,
    nth,
  }));
};

/** Every move a subject has seen: who made it last, how often it was made, and in which order. */
export const listMade = (db: Db, subjectId: string): Promise<MadeMove[]> => listMadeOf(db, [subjectId]);

/** How often a move counts as made beside what was done to the subject itself. */
export interface CountedMove extends Pick<MadeMove, "move" | "times"> {
  readonly at: Date;
  readonly by: string;
}

/** Counts moves that were made of another subject as made of this one, before all of its own; fewer than none takes them off again. */
export const countMoves = async (db: Db, subjectId: string, moves: readonly CountedMove[]): Promise<void> => {
  for (const { move, times, at, by } of moves)
    await db
      .insertInto("subject_moves")
      .values({ subject_id: subjectId, move, actor_id: by, at, nth: 0, times })
      .onConflict((conflict) =>
        conflict
          .columns(["subject_id", "move"])
          .doUpdateSet({ times: sql<number>`subject_moves.times + excluded.times` }),
      )
      .execute();
  await db.deleteFrom("subject_moves").where("subject_id", "=", subjectId).where("times", "<", 1).execute();
};

const partsOf = statement((db, given: { ids: readonly string[] }) =>
  db
    .selectFrom("subjects")
    .selectAll()
    .where(sql<boolean>`part_of = ANY (${given.ids}::uuid[])`)
    .orderBy("created_at")
    .orderBy("id"),
);

/** The parts of some subjects and where each stands. */
export const listPartsOf = async (db: Db, subjectIds: readonly string[]): Promise<Subject[]> =>
  (await partsOf(db, { ids: subjectIds })).map(fromRow);

/** The parts of a subject and where each stands. */
export const listParts = (db: Db, subjectId: string): Promise<Subject[]> => listPartsOf(db, [subjectId]);

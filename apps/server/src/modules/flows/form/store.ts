import type { FormDraft, FormPlace, FormShape } from "@chengyun/contracts";
import type { FactValues } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface FormTable {
  id: string;
  key: string;
  draft: ColumnType<FormDraft, string, string>;
  published: number | null;
}

interface FormVersionTable {
  form: string;
  version: number;
  definition: ColumnType<FormShape, string, string>;
  published_at: Date;
  published_by: string;
}

interface FormAnswerTable {
  id: string;
  subject_id: string;
  move: string;
  form: string;
  version: number;
  answers: ColumnType<FactValues, string, string>;
  at: Date;
  actor_id: string;
}

interface KnownFactTable {
  id: string;
  about_kind: string;
  about_key: string;
  fact: string;
  value: ColumnType<unknown, string, string>;
  at: Date;
  form: string;
  version: number;
  subject_kind: string;
  subject_id: string;
  area_path: string;
  department_id: string | null;
  actor_id: string;
}

interface FormAttachmentTable {
  place: string;
  kind: FormPlace["kind"];
  form: string;
  name: ColumnType<FormPlace["name"], string, string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    forms: FormTable;
    form_attachments: FormAttachmentTable;
    form_versions: FormVersionTable;
    form_answers: FormAnswerTable;
    known_facts: KnownFactTable;
  }
}

/** A form that people design, with where it stands. */
export interface FormRecord {
  readonly id: string;
  readonly key: string;
  readonly draft: FormDraft;
  readonly published: number | undefined;
  readonly stage: string;
  readonly version: number;
}

const selectForms = (db: Db) =>
  db
    .selectFrom("forms as f")
    .innerJoin("subjects as s", "s.id", "f.id")
    .select(["f.id", "f.key", "f.draft", "f.published", "s.stage", "s.version"]);

const toRecord = (row: Awaited<ReturnType<ReturnType<typeof selectForms>["execute"]>>[number]): FormRecord => ({
  ...row,
  published: row.published ?? undefined,
});

export const listForms = async (db: Db): Promise<FormRecord[]> =>
  (await selectForms(db).orderBy("f.key").execute()).map(toRecord);

export const findForm = async (db: Db, by: { id: string } | { key: string }): Promise<FormRecord | undefined> => {
  const row = await ("id" in by
    ? selectForms(db).where("f.id", "=", by.id)
    : selectForms(db).where("f.key", "=", by.key)
  ).executeTakeFirst();
  return row === undefined ? undefined : toRecord(row);
};

/** Answers whether the key was free. */
export const insertForm = async (db: Db, id: string, draft: FormDraft): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("forms")
    .values({ id, key: draft.id, draft: JSON.stringify(draft), published: null })
    .onConflict((clash) => clash.column("key").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
};

export const updateDraft = async (db: Db, id: string, draft: FormDraft): Promise<void> => {
  await db
    .updateTable("forms")
    .set({ draft: JSON.stringify(draft) })
    .where("id", "=", id)
    .execute();
};

export const updatePublished = async (db: Db, id: string, published: number | null): Promise<void> => {
  await db.updateTable("forms").set({ published }).where("id", "=", id).execute();
};

/** A version of a form, for good: the same again changes nothing. */
export const insertVersion = async (db: Db, form: FormShape, by: { at: Date; actorId: string }): Promise<void> => {
  await db
    .insertInto("form_versions")
    .values({
      form: form.id,
      version: form.version,
      definition: JSON.stringify(form),
      published_at: by.at,
      published_by: by.actorId,
    })
    .onConflict((clash) => clash.doNothing())
    .execute();
};

export const findVersion = async (db: Db, form: string, version: number): Promise<FormShape | undefined> =>
  (
    await db
      .selectFrom("form_versions")
      .select("definition")
      .where("form", "=", form)
      .where("version", "=", version)
      .executeTakeFirst()
  )?.definition;

export const listVersions = (
  db: Db,
  form: string,
): Promise<{ version: number; publishedAt: Date; publishedBy: string }[]> =>
  db
    .selectFrom("form_versions")
    .select(["version", "published_at as publishedAt", "published_by as publishedBy"])
    .where("form", "=", form)
    .orderBy("version", "desc")
    .execute();

/** One answered form. */
export interface FormAnswer {
  readonly id: string;
  readonly subjectId: string;
  readonly move: string;
  readonly form: string;
  readonly version: number;
  readonly answers: FactValues;
  readonly at: Date;
  readonly actorId: string;
}

export const insertAnswer = async (db: Db, answer: FormAnswer): Promise<void> => {
  const { subjectId, actorId, answers, ...plain } = answer;
  await db
    .insertInto("form_answers")
    .values({ ...plain, subject_id: subjectId, actor_id: actorId, answers: JSON.stringify(answers) })
    .execute();
};

export const listAnswersOf = (
  db: Db,
  subjectId: string,
): Promise<{ form: string; version: number; move: string; at: Date; answers: FactValues }[]> =>
  db
    .selectFrom("form_answers")
    .select(["form", "version", "move", "at", "answers"])
    .where("subject_id", "=", subjectId)
    .orderBy("at")
    .orderBy("id")
    .execute();

/** How often each form was answered. */
export const countAnswers = async (db: Db): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom("form_answers")
    .select(["form", (build) => build.fn.countAll<string>().as("count")])
    .groupBy("form")
    .execute();
  return new Map(rows.map(({ form, count }) => [form, Number(count)]));
};

/** One whole thing that facts are known about. */
export interface About {
  readonly kind: string;
  readonly key: string;
}

/** A fact that somebody told, with who, where and when. */
export interface KnownRecord {
  readonly id: string;
  readonly about: About;
  readonly fact: string;
  readonly value: unknown;
  readonly at: Date;
  readonly form: string;
  readonly version: number;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly areaPath: string;
  readonly departmentId: string | undefined;
  readonly actorId: string;
}

export const insertKnown = async (db: Db, known: readonly KnownRecord[]): Promise<void> => {
  if (known.length === 0) return;
  await db
    .insertInto("known_facts")
    .values(
      known.map(({ about, value, subject, areaPath, departmentId, actorId, ...plain }) => ({
        ...plain,
        about_kind: about.kind,
        about_key: about.key,
        value: JSON.stringify(value),
        subject_kind: subject.kind,
        subject_id: subject.id,
        area_path: areaPath,
        department_id: departmentId ?? null,
        actor_id: actorId,
      })),
    )
    .execute();
};

/** The newest of each wanted fact about one whole thing, told within an area. */
export const listKnown = async (
  db: Db,
  about: About,
  wanted: { facts: readonly string[]; areaPath: string },
): Promise<KnownRecord[]> => {
  if (wanted.facts.length === 0) return [];
  const rows = await db
    .selectFrom("known_facts")
    .selectAll()
    .distinctOn("fact")
    .where("about_kind", "=", about.kind)
    .where("about_key", "=", about.key)
    .where("fact", "in", [...wanted.facts])
    .where(sql<boolean>`starts_with(area_path, ${wanted.areaPath})`)
    .orderBy("fact")
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    about,
    fact: row.fact,
    value: row.value,
    at: row.at,
    form: row.form,
    version: row.version,
    subject: { kind: row.subject_kind, id: row.subject_id },
    areaPath: row.area_path,
    departmentId: row.department_id ?? undefined,
    actorId: row.actor_id,
  }));
};

/** What a form was attached to, or any of them; the narrowest kind last. */
export const listAttachments = async (db: Db, by: { form?: string; places?: readonly string[] } = {}) =>
  db
    .selectFrom("form_attachments")
    .selectAll()
    .$if(by.form !== undefined, (query) => query.where("form", "=", by.form ?? ""))
    .$if(by.places !== undefined, (query) => query.where("place", "in", [...(by.places ?? [])]))
    .orderBy("place")
    .execute();

/** Newest published version of every form that people designed and nobody retired. */
export const listNewest = async (db: Db): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .selectFrom("forms as f")
    .innerJoin("subjects as s", "s.id", "f.id")
    .select(["f.key", "f.published"])
    .where("s.stage", "<>", "retired")
    .execute();
  return new Map(rows.flatMap(({ key, published }) => (published === null ? [] : [[key, published]])));
};

/** Answers whether nothing was attached there. */
export const insertAttachment = async (db: Db, form: string, { place, kind, name }: FormPlace): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("form_attachments")
    .values({ place, kind, form, name: JSON.stringify(name) })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
};

export const removeAttachment = async (db: Db, form: string, place: string): Promise<void> => {
  await db.deleteFrom("form_attachments").where("form", "=", form).where("place", "=", place).execute();
};

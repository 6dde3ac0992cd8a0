import type { ColumnType } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { Answers, ImportRecord, SourceFile } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface ImportTable {
  id: string;
  dictionary: string;
  version: string;
  name: string;
  files: Json<readonly SourceFile[]>;
  answers: Json<Answers>;
  created_at: Date;
  taken_at: Date | null;
  version_id: string | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    dictionary_imports: ImportTable;
  }
}

export const insertImport = async (db: Db, one: ImportRecord): Promise<void> => {
  await db
    .insertInto("dictionary_imports")
    .values({
      id: one.id,
      dictionary: one.dictionary,
      version: one.version,
      name: one.name,
      files: JSON.stringify(one.files),
      answers: JSON.stringify(one.answers),
      created_at: one.createdAt,
    })
    .execute();
};

/** Reads an import and keeps others from it until the transaction ends. */
export const lockImport = async (db: Db, id: string): Promise<ImportRecord | undefined> => {
  const row = await db.selectFrom("dictionary_imports").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    dictionary: row.dictionary,
    version: row.version,
    name: row.name,
    files: row.files,
    answers: row.answers,
    createdAt: row.created_at,
    takenAt: row.taken_at ?? undefined,
    versionId: row.version_id ?? undefined,
  };
};

export const updateImport = async (
  db: Db,
  id: string,
  set: { files?: readonly SourceFile[]; answers?: Answers; takenAt?: Date; versionId?: string },
): Promise<void> => {
  await db
    .updateTable("dictionary_imports")
    .set({
      ...(set.files === undefined ? {} : { files: JSON.stringify(set.files) }),
      ...(set.answers === undefined ? {} : { answers: JSON.stringify(set.answers) }),
      ...(set.takenAt === undefined ? {} : { taken_at: set.takenAt }),
      ...(set.versionId === undefined ? {} : { version_id: set.versionId }),
    })
    .where("id", "=", id)
    .execute();
};

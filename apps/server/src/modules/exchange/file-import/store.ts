import type { FileImportStage } from "@chengyun/contracts";
import { type ColumnType, type RawBuilder, type Selectable, sql, type UpdateObject } from "kysely";
import type { Db, Tables } from "../../../platform/database.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import { type FileImportRecord, goingStages } from "./model.ts";

type Json<Value> = ColumnType<Value | null, string | null, string | null>;
type Needed<Value> = ColumnType<Value, string, string>;

interface FileImportTable {
  id: string;
  kind: FileImportRecord["kind"];
  stage: FileImportStage;
  name: string;
  files: Needed<FileImportRecord["files"]>;
  format: NonNullable<FileImportRecord["format"]> | null;
  layout: Needed<FileImportRecord["layout"]>;
  look: Json<NonNullable<FileImportRecord["look"]>>;
  proposals: Needed<FileImportRecord["proposals"]>;
  mapping: Json<NonNullable<FileImportRecord["mapping"]>>;
  seen: Json<NonNullable<FileImportRecord["seen"]>>;
  pass: Json<NonNullable<FileImportRecord["pass"]>>;
  run_id: string | null;
  fault: Json<NonNullable<FileImportRecord["fault"]>>;
  mends: string | null;
  tries: number;
  area_path: string;
  began_by: Needed<FileImportRecord["beganBy"]>;
  acts_for: Json<NonNullable<FileImportRecord["actsFor"]>>;
  began_at: Date;
  changed_at: Date;
  /** Real time: how long an uploaded file is kept has nothing to do with the city's clock. */
  touched_at: ColumnType<Date, Date | string, Date | string>;
  removed_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    file_imports: FileImportTable;
  }
}

const toRecord = (row: Selectable<FileImportTable>): FileImportRecord => ({
  id: row.id,
  kind: row.kind,
  stage: row.stage,
  name: row.name,
  files: row.files,
  format: row.format ?? undefined,
  layout: row.layout,
  look: row.look ?? undefined,
  proposals: row.proposals,
  mapping: row.mapping ?? undefined,
  seen: row.seen ?? undefined,
  pass: row.pass ?? undefined,
  runId: row.run_id ?? undefined,
  fault: row.fault ?? undefined,
  mends: row.mends ?? undefined,
  tries: row.tries,
  areaPath: row.area_path,
  beganBy: row.began_by,
  actsFor: row.acts_for ?? undefined,
  beganAt: row.began_at,
  changedAt: row.changed_at,
  removedAt: row.removed_at ?? undefined,
});

const json = (value: unknown): string | null => (value === undefined ? null : toPlainJson(value));

export const insertFileImport = async (
  db: Db,
  one: Pick<FileImportRecord, "id" | "kind" | "stage" | "name" | "files" | "layout" | "areaPath" | "beganBy"> &
    Partial<Pick<FileImportRecord, "format" | "mapping" | "mends">> & { readonly at: Date },
): Promise<void> => {
  await db
    .insertInto("file_imports")
    .values({
      ...{ id: one.id, kind: one.kind, stage: one.stage, name: one.name, area_path: one.areaPath, tries: 0 },
      files: toPlainJson(one.files),
      format: one.format ?? null,
      layout: toPlainJson(one.layout),
      proposals: "[]",
      mapping: json(one.mapping),
      mends: one.mends ?? null,
      began_by: toPlainJson(one.beganBy),
      began_at: one.at,
      changed_at: one.at,
      touched_at: new Date(),
    })
    .execute();
};

/** An import; locked, it is nobody else's to change until the transaction ends. */
export const findFileImport = async (db: Db, id: string, locked = false): Promise<FileImportRecord | undefined> => {
  const query = db.selectFrom("file_imports").selectAll().where("id", "=", id);
  const row = await (locked ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : toRecord(row);
};

/** What may change; what is undefined stays, what is null is forgotten. */
export interface FileImportChange {
  readonly stage?: FileImportStage;
  readonly name?: string;
  readonly files?: FileImportRecord["files"];
  readonly format?: FileImportRecord["format"];
  readonly layout?: FileImportRecord["layout"];
  readonly look?: FileImportRecord["look"] | null;
  readonly proposals?: FileImportRecord["proposals"];
  readonly mapping?: FileImportRecord["mapping"] | null;
  readonly seen?: FileImportRecord["seen"] | null;
  readonly pass?: FileImportRecord["pass"] | null;
  readonly runId?: string | null;
  readonly fault?: FileImportRecord["fault"] | null;
  readonly tries?: number;
  readonly actsFor?: FileImportRecord["actsFor"];
  readonly removedAt?: Date;
}

const jsonColumns = ["files", "layout", "look", "proposals", "mapping", "seen", "pass", "fault"] as const;

const toSet = (change: FileImportChange): UpdateObject<Tables, "file_imports"> => {
  const set: Record<string, unknown> = {};
  for (const column of jsonColumns) {
    const value = change[column];
    if (value !== undefined) set[column] = value === null ? null : toPlainJson(value);
  }
  for (const column of ["stage", "name", "format", "tries"] as const)
    if (change[column] !== undefined) set[column] = change[column];
  if (change.actsFor !== undefined) set["acts_for"] = toPlainJson(change.actsFor);
  if (change.runId !== undefined) set["run_id"] = change.runId;
  if (change.removedAt !== undefined) set["removed_at"] = change.removedAt;
  return set as UpdateObject<Tables, "file_imports">;
};

/** Changes an import that is at one of these stages; false when it is at another by now. */
export const changeFileImport = async (
  db: Db,
  { id, from, at }: { readonly id: string; readonly from: readonly FileImportStage[]; readonly at: Date },
  change: FileImportChange,
): Promise<boolean> => {
  const changed = await db
    .updateTable("file_imports")
    .set({ ...toSet(change), changed_at: at, touched_at: new Date() })
    .where("id", "=", id)
    .where("stage", "in", [...from])
    .returning("id")
    .execute();
  return changed.length > 0;
};

/** Whose imports are asked for: an area's, and of departments those that began them. */
export interface ImportReach {
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
  readonly seesReports: boolean;
}

const isOfDepartments = (departments: ImportReach["departments"]): RawBuilder<boolean> =>
  departments === "all"
    ? sql<boolean>`true`
    : sql<boolean>`(jsonb_typeof(began_by->'departments') = 'array'
        AND began_by->'departments' ?| ${[...departments]}::text[])`;

/** Imports within a reach, newest first. */
export const listFileImports = async (
  db: Db,
  asked: ImportReach & { readonly before: string | undefined; readonly limit: number },
): Promise<FileImportRecord[]> => {
  let query = db.selectFrom("file_imports").selectAll().where(sql<boolean>`starts_with(area_path, ${asked.areaPath})`);
  query = query.where(isOfDepartments(asked.departments));
  if (!asked.seesReports) query = query.where("kind", "!=", "reports");
  if (asked.before !== undefined) query = query.where("id", "<", asked.before);
  return (await query.orderBy("id", "desc").limit(asked.limit).execute()).map(toRecord);
};

/** What wants a worker, the longest waiting first. */
export const listGoing = async (db: Db): Promise<FileImportRecord[]> =>
  (
    await db
      .selectFrom("file_imports")
      .selectAll()
      .where("stage", "in", [...goingStages])
      .orderBy("changed_at")
      .limit(100)
      .execute()
  ).map(toRecord);

export const listMending = async (db: Db, id: string): Promise<string[]> =>
  (await db.selectFrom("file_imports").select("id").where("mends", "=", id).orderBy("id").execute()).map(
    (row) => row.id,
  );

/** Mappings that brought something in within a reach, the latest first. */
export const listEarlierMappings = async (
  db: Db,
  asked: Pick<ImportReach, "areaPath" | "departments"> & { readonly kind: string; readonly limit: number },
): Promise<{ name: string; mapping: NonNullable<FileImportRecord["mapping"]> }[]> => {
  const { rows } = await sql<{ name: string; mapping: NonNullable<FileImportRecord["mapping"]> }>`
    SELECT name, mapping FROM (
      SELECT DISTINCT ON (mapping) name, mapping, changed_at FROM file_imports
      WHERE stage = 'ended' AND kind = ${asked.kind} AND mends IS NULL AND mapping IS NOT NULL
        AND starts_with(area_path, ${asked.areaPath}) AND ${isOfDepartments(asked.departments)}
      ORDER BY mapping, changed_at DESC
    ) AS used ORDER BY changed_at DESC LIMIT ${asked.limit}`.execute(db);
  return rows;
};

/** Bytes of all uploaded files that are still kept. */
export const sumKeptBytes = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ bytes: string }>`
    SELECT coalesce(sum((f->>'bytes')::bigint), 0)::text AS bytes
    FROM file_imports, jsonb_array_elements(files) AS f WHERE removed_at IS NULL`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
};

/** Imports nobody touched since then whose files are still kept. */
export const listStale = async (db: Db, before: Date): Promise<string[]> =>
  (
    await db
      .selectFrom("file_imports")
      .select("id")
      .where("removed_at", "is", null)
      .where("touched_at", "<", before)
      .where("stage", "not in", [...goingStages])
      .limit(100)
      .execute()
  ).map(({ id }) => id);

/** Says that the files of an import are gone. */
export const markRemoved = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("file_imports").set({ removed_at: new Date() }).where("id", "=", id).execute();
};

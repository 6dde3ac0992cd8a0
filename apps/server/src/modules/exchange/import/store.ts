import type { ImportCounts, ImportKind, ImportReject, RowPlaces } from "@chengyun/contracts";
import { type ColumnType, type Generated, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import {
  type BatchResult,
  noCounts,
  type ReadingBatch,
  type RejectPlace,
  type RunReach,
  type RunRecord,
} from "./model.ts";

interface RunTable {
  id: string;
  kind: ImportKind;
  source: string;
  name: string;
  file: string;
  mapping: string;
  places: RowPlaces;
  area_path: string;
  /** `all`, or ids in order, by commas. */
  departments: string;
  began_by: string;
  began_at: Date;
  ended_at: Date | null;
  rows: number | null;
}

interface BatchTable {
  run_id: string;
  no: number;
  kind: string;
  counts: ColumnType<ImportCounts, string, string>;
  rejects: ColumnType<readonly ImportReject[], string, string>;
  kept_at: Date;
  lost: ColumnType<readonly number[] | null, string | null, string | null>;
  again: Generated<boolean>;
}

interface RejectTable {
  run_id: string;
  line: number;
  field: string;
  code: string;
  text: ColumnType<ImportReject["text"], string, string>;
  lines: ColumnType<readonly number[] | null, string | null, string | null>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    import_runs: RunTable;
    import_batches: BatchTable;
    import_rejects: RejectTable;
  }
}

const everybody = "all";

const textOf = (departments: RunRecord["departments"]): string =>
  departments === everybody ? everybody : [...departments].sort().join(",");

const toRun = (row: RunTable): RunRecord => ({
  id: row.id,
  kind: row.kind,
  source: row.source,
  name: row.name,
  file: row.file,
  mapping: row.mapping,
  places: row.places,
  areaPath: row.area_path,
  departments: row.departments === everybody ? everybody : row.departments.split(",").filter((id) => id !== ""),
  beganAt: row.began_at,
  endedAt: row.ended_at ?? undefined,
});

const isOfDepartments = (departments: RunReach["departments"]) =>
  departments === everybody
    ? sql<boolean>`true`
    : sql<boolean>`string_to_array(departments, ',') && ${departments.filter((id) => id !== everybody)}::text[]`;

type NewRun = Omit<RunRecord, "endedAt"> & { readonly beganBy: string };

/** The run of a file and mapping in an area that is of these departments; of several that which is theirs alone. */
const findRunOf = async (
  db: Db,
  { file, mapping, kind, areaPath, departments }: NewRun,
  reached: RunReach["departments"],
): Promise<RunRecord | undefined> => {
  const row = await db
    .selectFrom("import_runs")
    .selectAll()
    .where("file", "=", file)
    .where("mapping", "=", mapping)
    .where("kind", "=", kind)
    .where("area_path", "=", areaPath)
    .where((by) => by.or([by("departments", "=", textOf(departments)), isOfDepartments(reached)]))
    .orderBy(sql`departments = ${textOf(departments)}`, "desc")
    .orderBy("id")
    .executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
};

/** Adds a run, or finds the one of the same file and mapping in the same area and reach; `isNew` tells which. */
export const claimRun = async (
  db: Db,
  run: NewRun,
  reached: RunReach["departments"],
): Promise<{ run: RunRecord; isNew: boolean }> => {
  const found = await findRunOf(db, run, reached);
  if (found !== undefined) return { run: found, isNew: false };
  const { kind, file, mapping } = run;
  const added = await db
    .insertInto("import_runs")
    .values({
      ...{ id: run.id, source: run.source, name: run.name, kind, file, mapping, places: run.places },
      area_path: run.areaPath,
      departments: textOf(run.departments),
      began_by: run.beganBy,
      began_at: run.beganAt,
    })
    .onConflict((conflict) => conflict.columns(["file", "mapping", "kind", "area_path", "departments"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (added !== undefined) return { run: toRun(added), isNew: true };
  const faster = await findRunOf(db, run, reached);
  if (faster === undefined) throw new Error("a run was there and is not found");
  return { run: faster, isNew: false };
};

export const findRun = async (db: Db, id: string): Promise<RunRecord | undefined> => {
  const row = await db.selectFrom("import_runs").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
};

export const findRuns = async (db: Db, ids: readonly string[]): Promise<RunRecord[]> =>
  ids.length === 0
    ? []
    : (
        await db
          .selectFrom("import_runs")
          .selectAll()
          .where("id", "in", [...ids])
          .execute()
      ).map(toRun);

/** Runs within a reach, newest first. */
export const listRuns = async (
  db: Db,
  asked: RunReach & { before: string | undefined; limit: number },
): Promise<RunRecord[]> => {
  let query = db.selectFrom("import_runs").selectAll().where(sql<boolean>`starts_with(area_path, ${asked.areaPath})`);
  query = query.where(isOfDepartments(asked.departments));
  if (!asked.seesReports) query = query.where("kind", "<>", "reports");
  if (asked.before !== undefined) query = query.where("id", "<", asked.before);
  return (await query.orderBy("id", "desc").limit(asked.limit).execute()).map(toRun);
};

/** Marks a run ended; undefined when it had ended before. */
export const endRun = async (db: Db, id: string, at: Date, rows: number): Promise<boolean> => {
  const { rows: ended } = await sql`
    UPDATE import_runs SET ended_at = ${at}, rows = ${rows} WHERE id = ${id} AND ended_at IS NULL RETURNING id`.execute(
    db,
  );
  return ended.length > 0;
};

/**
 * Makes a run that ended ready to be judged again, for the city may have become another since: forgets its batches of
 * state and every row that was not taken. Batches of readings stay with what was taken of them, to be held against the
 * store; what was not taken is counted when it comes again.
 */
export const forgetJudged = async (db: Db, id: string): Promise<void> => {
  await sql`DELETE FROM import_batches WHERE run_id = ${id} AND kind <> 'readings'`.execute(db);
  await sql`
    UPDATE import_batches SET again = true, counts = counts || jsonb_build_object('refused', 0, 'quarantined', 0,
      'rows', (counts->>'rows')::bigint - (counts->>'refused')::bigint - (counts->>'quarantined')::bigint)
    WHERE run_id = ${id} AND kind = 'readings'`.execute(db);
  await db.deleteFrom("import_rejects").where("run_id", "=", id).execute();
};

/** A run that goes on has not ended. */
export const reopenRun = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("import_runs").set({ ended_at: null }).where("id", "=", id).execute();
};

export const findBatch = async (db: Db, runId: string, kind: string, no: number): Promise<BatchResult | undefined> =>
  db
    .selectFrom("import_batches")
    .select(["counts", "rejects"])
    .where("run_id", "=", runId)
    .where("kind", "=", kind)
    .where("no", "=", no)
    .executeTakeFirst();

/** A batch of readings, with what of it was not taken. */
export const findReadingBatch = async (db: Db, runId: string, no: number): Promise<ReadingBatch | undefined> => {
  const row = await db
    .selectFrom("import_batches")
    .select(["counts", "rejects", "lost", "again"])
    .where("run_id", "=", runId)
    .where("kind", "=", "readings")
    .where("no", "=", no)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, lost: row.lost ?? [] };
};

/** Writes what a batch that was tried again comes to now; false when somebody else did in this moment. */
export const keepAgain = async (
  db: Db,
  batch: { readonly runId: string; readonly no: number },
  { counts, rejects, lost }: Omit<ReadingBatch, "again">,
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE import_batches SET again = false, counts = ${JSON.stringify(counts)}::jsonb,
      rejects = ${toPlainJson(rejects)}::jsonb, lost = ${toLost(lost)}::jsonb
    WHERE run_id = ${batch.runId} AND kind = 'readings' AND no = ${batch.no} AND again RETURNING no`.execute(db);
  return rows.length > 0;
};

const toLost = (lost: readonly number[]): string | null => (lost.length === 0 ? null : JSON.stringify(lost));

/** Keeps what a batch came to; false when it was kept in this moment by somebody else. */
export const keepBatch = async (
  db: Db,
  batch: { runId: string; kind: string; no: number; at: Date },
  { counts, rejects, lost = [] }: BatchResult & { readonly lost?: readonly number[] },
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO import_batches (run_id, kind, no, counts, rejects, kept_at, lost)
    VALUES (${batch.runId}, ${batch.kind}, ${batch.no}, ${JSON.stringify(counts)}::jsonb,
      ${toPlainJson(rejects)}::jsonb, ${batch.at}, ${toLost(lost)}::jsonb)
    ON CONFLICT DO NOTHING RETURNING no`.execute(db);
  return rows.length > 0;
};

/** Numbers of the batches of a run that need not be sent. */
export const listBatchNumbers = async (db: Db, runId: string): Promise<number[]> => {
  const batches = db.selectFrom("import_batches").select("no").where("run_id", "=", runId).where("again", "=", false);
  return (await batches.orderBy("no").execute()).map(({ no }) => no);
};

/** Keeps rows that were not taken; the same line, field and reason once. */
export const keepRejects = async (db: Db, runId: string, rejects: readonly ImportReject[]): Promise<void> => {
  if (rejects.length === 0) return;
  await sql`
    INSERT INTO import_rejects (run_id, line, field, code, text, lines)
    SELECT ${runId}::uuid, line, field, code, text, lines
    FROM jsonb_to_recordset(${toPlainJson(rejects)}::jsonb) AS r(line int, field text, code text, text jsonb, lines jsonb)
    ON CONFLICT DO NOTHING`.execute(db);
};

/** Rows that were not taken, in the order of their (first) lines. */
export const listRejects = async (
  db: Db,
  runId: string,
  asked: { readonly after: RejectPlace | undefined; readonly limit: number },
): Promise<ImportReject[]> => {
  const { after } = asked;
  const isBehind =
    after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(line, field, code) > (${after.line}::int, ${after.field}, ${after.code})`;
  const { rows } = await sql<Omit<ImportReject, "lines"> & { lines: number[] | null }>`
    SELECT line, field, code, text, lines FROM import_rejects WHERE run_id = ${runId} AND ${isBehind}
    ORDER BY line, field, code LIMIT ${asked.limit}`.execute(db);
  return rows.map(({ lines, ...reject }) => (lines === null ? reject : { ...reject, lines }));
};

/** Sums of runs: of their batches, and how many rows were not taken. */
export const sumRuns = async (
  db: Db,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, { counts: ImportCounts; batches: number; rejects: number }>> => {
  const { rows } = await sql<{ runId: string; batches: number; rejects: number; counts: ImportCounts | null }>`
    SELECT r.id AS "runId", (SELECT count(*)::int FROM import_batches b WHERE b.run_id = r.id) AS batches,
      (SELECT coalesce(sum(coalesce(jsonb_array_length(j.lines), 1)), 0)::int
        FROM import_rejects j WHERE j.run_id = r.id) AS rejects,
      (SELECT jsonb_object_agg(key, total) FROM (
        SELECT key, sum(value::bigint) AS total FROM import_batches b, jsonb_each_text(b.counts)
        WHERE b.run_id = r.id GROUP BY key) AS s) AS counts
    FROM import_runs r WHERE r.id = ANY (${[...runIds]}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ runId, batches, rejects, counts }) => [runId, { batches, rejects, counts: counts ?? noCounts }]),
  );
};

import type { ImportCounts, ImportKind, ImportReject } from "@chengyun/contracts";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import { type BatchResult, noCounts, type RunRecord } from "./model.ts";

interface RunTable {
  id: string;
  kind: ImportKind;
  source: string;
  name: string;
  file: string;
  mapping: string;
  area_path: string;
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
}

interface RejectTable {
  run_id: string;
  line: number;
  field: string;
  code: string;
  text: ColumnType<ImportReject["text"], string, string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    import_runs: RunTable;
    import_batches: BatchTable;
    import_rejects: RejectTable;
  }
}

const toRun = (row: RunTable): RunRecord => ({
  id: row.id,
  kind: row.kind,
  source: row.source,
  name: row.name,
  file: row.file,
  mapping: row.mapping,
  areaPath: row.area_path,
  beganAt: row.began_at,
  endedAt: row.ended_at ?? undefined,
});

/** Adds a run, or finds the one of the same file and mapping; `isNew` tells which. */
export const claimRun = async (
  db: Db,
  run: Omit<RunRecord, "endedAt"> & { readonly beganBy: string },
): Promise<{ run: RunRecord; isNew: boolean }> => {
  const { kind, file, mapping, areaPath } = run;
  const added = await db
    .insertInto("import_runs")
    .values({
      ...{ id: run.id, source: run.source, name: run.name, kind, file, mapping },
      area_path: areaPath,
      began_by: run.beganBy,
      began_at: run.beganAt,
    })
    .onConflict((conflict) => conflict.columns(["file", "mapping", "kind", "area_path"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (added !== undefined) return { run: toRun(added), isNew: true };
  const found = await db
    .selectFrom("import_runs")
    .selectAll()
    .where("file", "=", file)
    .where("mapping", "=", mapping)
    .where("kind", "=", kind)
    .where("area_path", "=", areaPath)
    .executeTakeFirstOrThrow();
  return { run: toRun(found), isNew: false };
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

/** Runs within an area, newest first. */
export const listRuns = async (
  db: Db,
  asked: { areaPath: string; before: string | undefined; limit: number },
): Promise<RunRecord[]> => {
  let query = db.selectFrom("import_runs").selectAll().where(sql<boolean>`starts_with(area_path, ${asked.areaPath})`);
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

/** Forgets the batches of state in which rows were refused, and every row that was not taken; readings are counted once. */
export const forgetRefused = async (db: Db, id: string): Promise<void> => {
  await sql`
    DELETE FROM import_batches
    WHERE run_id = ${id} AND kind <> 'readings' AND (counts->>'refused')::bigint > 0`.execute(db);
  await db.deleteFrom("import_rejects").where("run_id", "=", id).where("line", ">", 0).execute();
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

/** Keeps what a batch came to; false when it was kept in this moment by somebody else. */
export const keepBatch = async (
  db: Db,
  batch: { runId: string; kind: string; no: number; at: Date },
  result: BatchResult,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO import_batches (run_id, kind, no, counts, rejects, kept_at)
    VALUES (${batch.runId}, ${batch.kind}, ${batch.no}, ${JSON.stringify(result.counts)}::jsonb,
      ${toPlainJson(result.rejects)}::jsonb, ${batch.at})
    ON CONFLICT DO NOTHING RETURNING no`.execute(db);
  return rows.length > 0;
};

export const listBatchNumbers = async (db: Db, runId: string): Promise<number[]> =>
  (await db.selectFrom("import_batches").select("no").where("run_id", "=", runId).orderBy("no").execute()).map(
    ({ no }) => no,
  );

/** Keeps rows that were not taken; the same line, field and reason once. */
export const keepRejects = async (db: Db, runId: string, rejects: readonly ImportReject[]): Promise<void> => {
  if (rejects.length === 0) return;
  await sql`
    INSERT INTO import_rejects (run_id, line, field, code, text)
    SELECT ${runId}::uuid, line, field, code, text
    FROM jsonb_to_recordset(${toPlainJson(rejects)}::jsonb) AS r(line int, field text, code text, text jsonb)
    ON CONFLICT DO NOTHING`.execute(db);
};

export const listRejects = async (
  db: Db,
  runId: string,
  asked: { after: number; limit: number },
): Promise<(ImportReject & { no: number })[]> => {
  const { rows } = await sql<ImportReject & { no: number }>`
    SELECT no, line, field, code, text
    FROM (SELECT row_number() OVER (ORDER BY line, field, code)::int AS no, line, field, code, text
      FROM import_rejects WHERE run_id = ${runId}) AS r
    WHERE no > ${asked.after} ORDER BY no LIMIT ${asked.limit}`.execute(db);
  return rows;
};

/** Sums of runs: of their batches, and how many rows were not taken. */
export const sumRuns = async (
  db: Db,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, { counts: ImportCounts; batches: number; rejects: number }>> => {
  const { rows } = await sql<{ runId: string; batches: number; rejects: number; counts: ImportCounts | null }>`
    SELECT r.id AS "runId", (SELECT count(*)::int FROM import_batches b WHERE b.run_id = r.id) AS batches,
      (SELECT count(*)::int FROM import_rejects j WHERE j.run_id = r.id) AS rejects,
      (SELECT jsonb_object_agg(key, total) FROM (
        SELECT key, sum(value::bigint) AS total FROM import_batches b, jsonb_each_text(b.counts)
        WHERE b.run_id = r.id GROUP BY key) AS s) AS counts
    FROM import_runs r WHERE r.id = ANY (${[...runIds]}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ runId, batches, rejects, counts }) => [runId, { batches, rejects, counts: counts ?? noCounts }]),
  );
};

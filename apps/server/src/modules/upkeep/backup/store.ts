import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface BackupRunTable {
  id: string;
  kind: string;
  state: string;
  asked_by: string | null;
  began_at: Date;
  ended_at: Date | null;
  place: string;
  name: string;
  bytes: number | null;
  journal_size: number | null;
  step: unknown;
  fault: unknown;
  removed_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    backup_runs: BackupRunTable;
  }
}

/** How far a run is. */
export interface RunStep {
  readonly is: "database" | "files" | "readings" | "journal";
  readonly done: number;
  readonly of: number;
}

/** One making, or one trying, of a backup. Times are those of the machine. */
export interface BackupRun {
  readonly id: string;
  readonly kind: "backup" | "test";
  readonly state: "running" | "done" | "failed" | "interrupted";
  /** Person who asked for it; undefined: the plan, or somebody at the machine. */
  readonly askedBy: string | undefined;
  readonly beganAt: Date;
  readonly endedAt: Date | undefined;
  readonly place: string;
  readonly name: string;
  readonly bytes: number | undefined;
  readonly journalSize: number | undefined;
  readonly step: RunStep | undefined;
  readonly fault: Label | undefined;
  /** When it was removed because newer ones were enough. */
  readonly removedAt: Date | undefined;
}

const fromRow = (row: BackupRunTable): BackupRun => ({
  id: row.id,
  kind: row.kind as BackupRun["kind"],
  state: row.state as BackupRun["state"],
  askedBy: row.asked_by ?? undefined,
  beganAt: row.began_at,
  endedAt: row.ended_at ?? undefined,
  place: row.place,
  name: row.name,
  bytes: row.bytes ?? undefined,
  journalSize: row.journal_size ?? undefined,
  step: (row.step ?? undefined) as RunStep | undefined,
  fault: (row.fault ?? undefined) as Label | undefined,
  removedAt: row.removed_at ?? undefined,
});

export const insertRun = async (
  db: Db,
  run: Pick<BackupRun, "id" | "kind" | "askedBy" | "place" | "name">,
): Promise<void> => {
  await db
    .insertInto("backup_runs")
    .values({
      ...{ id: run.id, kind: run.kind, state: "running", asked_by: run.askedBy ?? null, began_at: new Date() },
      ...{ ended_at: null, place: run.place, name: run.name, bytes: null, journal_size: null },
      ...{ step: null, fault: null, removed_at: null },
    })
    .execute();
};

/** Says how far a run is. */
export const changeStep = async (db: Db, id: string, step: RunStep): Promise<void> => {
  await db
    .updateTable("backup_runs")
    .set({ step: JSON.stringify(step) })
    .where("id", "=", id)
    .execute();
};

/** Ends a run. */
export const endRun = async (
  db: Db,
  id: string,
  end: Partial<Pick<BackupRun, "bytes" | "journalSize" | "fault" | "name">> & Pick<BackupRun, "state">,
): Promise<void> => {
  await db
    .updateTable("backup_runs")
    .set({
      ...{ state: end.state, ended_at: new Date(), step: null },
      ...(end.bytes === undefined ? {} : { bytes: end.bytes }),
      ...(end.name === undefined ? {} : { name: end.name }),
      ...(end.journalSize === undefined ? {} : { journal_size: end.journalSize }),
      ...(end.fault === undefined ? {} : { fault: JSON.stringify(end.fault) }),
    })
    .where("id", "=", id)
    .execute();
};

/** Runs whose process is gone. Only for who holds the right to make backups, so that nobody runs. */
export const interruptRuns = async (db: Db): Promise<void> => {
  await db
    .updateTable("backup_runs")
    .set({ state: "interrupted", ended_at: new Date(), step: null })
    .where("state", "=", "running")
    .execute();
};

export const markRemoved = async (db: Db, names: readonly string[]): Promise<void> => {
  if (names.length === 0) return;
  await db
    .updateTable("backup_runs")
    .set({ removed_at: new Date() })
    .where("kind", "=", "backup")
    .where("name", "in", [...names])
    .where("removed_at", "is", null)
    .execute();
};

/** The newest runs, the newest first. */
export const listRuns = async (db: Db, most: number): Promise<BackupRun[]> =>
  (
    await db
      .selectFrom("backup_runs")
      .selectAll()
      .orderBy("began_at", "desc")
      .orderBy("id", "desc")
      .limit(most)
      .execute()
  ).map(fromRow);

/** The newest run of a kind that is in one of some states. */
export const findLastRun = async (
  db: Db,
  kind: BackupRun["kind"],
  states: readonly BackupRun["state"][],
): Promise<BackupRun | undefined> => {
  const row = await db
    .selectFrom("backup_runs")
    .selectAll()
    .where("kind", "=", kind)
    .where("state", "in", [...states])
    .orderBy("began_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** Any number, as long as every process of every version takes the same: one backup or test at a time. */
export const backupLock = 7_301_120_911;

/** Takes the right to make backups for the length of a transaction; false when a run has it. */
export const tryHold = async (db: Db): Promise<boolean> => {
  const { rows } = await sql<{
    mine: boolean;
  }>`SELECT pg_try_advisory_xact_lock(${backupLock}::bigint) AS mine`.execute(db);
  return rows[0]?.mine === true;
};

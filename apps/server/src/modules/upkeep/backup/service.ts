import { fork } from "node:child_process";
import type { Backups } from "@chengyun/contracts";
import type { z } from "zod";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Db } from "../../../platform/database.ts";
import type { Deployment } from "../../../platform/deployment.ts";
import { record } from "../../../platform/journal.ts";
import { processScript } from "../../../platform/process-script.ts";
import { nameOf } from "../../persons/person/index.ts";
import { findDue, type LastRuns } from "./plan.ts";
import { type BackupRun, findLastRun, interruptRuns, listRuns, tryHold } from "./store.ts";

const shown = 50;
const lookEveryMs = 30_000;
const everyState = ["running", "done", "failed", "interrupted"] as const;
/** Statements of the embedded readings store and files occupy threads of the pool. */
const workerEnv = { UV_THREADPOOL_SIZE: "16" };

const findLastRuns = async (db: Db): Promise<LastRuns> => ({
  begun: await findLastRun(db, "backup", everyState),
  made: await findLastRun(db, "backup", ["done"]),
  tried: await findLastRun(db, "test", everyState),
  tested: await findLastRun(db, "test", ["done"]),
});

const planOf = ({ config: { backup }, profile }: Deployment) => ({
  at: backup.at,
  zone: profile.zone,
  testDays: backup.testDays,
});

/** A process of its own makes or tries it: the city goes on answering meanwhile. */
const start = (ctx: Context, wish: { readonly is: BackupRun["kind"]; readonly by?: string }): void => {
  const script = processScript("backup");
  const child = fork(script, [JSON.stringify(wish)], {
    env: { ...process.env, ...workerEnv },
    execArgv: script.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.once("error", (error) => ctx.log.error({ error }, "the process for a backup could not be started"));
  child.once("exit", (code) => {
    if (code !== 0) ctx.log.warn({ code, wish: wish.is }, "a backup or its test did not end well");
  });
};

const looked = new WeakMap<Deployment, number>();

/** Starts what is due; says of runs whose process is gone that they were interrupted. */
export const keepPlan = async (ctx: Context): Promise<void> => {
  const { deployment } = ctx;
  const now = Date.now();
  if (deployment.config.backup.to === undefined || now - (looked.get(deployment) ?? 0) < lookEveryMs) return;
  looked.set(deployment, now);
  const due = await transact(ctx, async ({ db }) => {
    if (!(await tryHold(db))) return undefined;
    await interruptRuns(db);
    return findDue(now, planOf(deployment), await findLastRuns(db));
  });
  if (due !== undefined) start(ctx, { is: due });
};

/** Has a backup made, or the newest tried, now. */
export const askFor = async (outer: Context, is: BackupRun["kind"]): Promise<z.output<typeof Backups>> => {
  const { to } = outer.deployment.config.backup;
  if (to === undefined) throw new AppError("backup.not-set-up");
  const { actor } = outer;
  await transact(outer, async (ctx) => {
    if (!(await tryHold(ctx.db))) throw new AppError("backup.running");
    await interruptRuns(ctx.db);
    if (is === "test" && (await findLastRun(ctx.db, "backup", ["done"])) === undefined)
      throw new AppError("backup.none-yet");
    await record(ctx, {
      type: is === "backup" ? "backup.asked" : "backup.test-asked",
      subject: { kind: "backup", id: "backup" },
      areaPath: "",
      departments: [],
      changes: { place: to },
    });
  });
  start(outer, { is, ...(actor.kind === "person" ? { by: actor.id } : {}) });
  return listBackups(outer);
};

const toRun = (run: BackupRun, names: ReadonlyMap<string, string>): z.input<typeof Backups>["items"][number] => ({
  ...{ id: run.id, kind: run.kind, state: run.state, place: run.place, name: run.name },
  beganAt: run.beganAt.toISOString(),
  ...(run.endedAt === undefined ? {} : { endedAt: run.endedAt.toISOString() }),
  ...(run.askedBy === undefined ? {} : { askedBy: names.get(run.askedBy) ?? "" }),
  ...(run.bytes === undefined ? {} : { bytes: run.bytes }),
  ...(run.journalSize === undefined ? {} : { journalSize: run.journalSize }),
  ...(run.step === undefined ? {} : { step: run.step }),
  ...(run.fault === undefined ? {} : { fault: run.fault }),
  ...(run.removedAt === undefined ? {} : { removedAt: run.removedAt.toISOString() }),
});

/** How backups are made here, and what came of the newest. */
export const listBackups = async (ctx: Context): Promise<z.output<typeof Backups>> => {
  const { backup } = ctx.deployment.config;
  const runs = await listRuns(ctx.db, shown);
  const names = await nameOf(ctx, [...new Set(runs.flatMap(({ askedBy }) => askedBy ?? []))]);
  return {
    ...(backup.to === undefined ? {} : { place: backup.to }),
    ...{ at: backup.at, keep: backup.keep, testDays: backup.testDays },
    canTest: backup.recipients.length > 0 ? backup.identityFile !== undefined : backup.passphraseFile !== undefined,
    items: runs.map((run) => toRun(run, names)),
  };
};

/** What health looks at. */
export interface BackupStand {
  readonly isSetUp: boolean;
  readonly at: string;
  readonly testDays: number;
  readonly zone: string;
  readonly runs: LastRuns;
}

/** How backups fare. */
export const getBackupStand = async ({ db, deployment }: Pick<Context, "db" | "deployment">): Promise<BackupStand> => ({
  isSetUp: deployment.config.backup.to !== undefined,
  ...planOf(deployment),
  runs: await findLastRuns(db),
});

import type { ImportEndIn, ImportReject, ImportRun, ImportRunBegun, ImportRunIn } from "@chengyun/contracts";
import { isWithin } from "@chengyun/kernel";
import { z } from "zod";
import { fitsPass, hasCity, isMachine, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { forgetQuarantined } from "../../sensing/quarantine/index.ts";
import { noCounts, quarantineKey, type RejectPlace, type RunReach, type RunRecord } from "./model.ts";
import * as store from "./store.ts";

const areaOf = ({ actor }: Context): string => (isMachine(actor) ? "" : actor.areaPath);

/** Reports are cases: whoever brings them in, or reads what became of them, needs it beside `imports.run`. */
export const reportsNeed = "cases.import";

/** As uploaded files: of the own department in the own area, of all for whoever reaches the whole city or sees all. */
const reachOf = (ctx: Context): RunReach => {
  const { actor } = ctx;
  return {
    areaPath: areaOf(ctx),
    departments: isMachine(actor) || hasCity(actor) ? "all" : actor.departments,
    seesReports: isMachine(actor) || isPermitted(actor, reportsNeed),
  };
};

const isReached = ({ areaPath, departments, seesReports }: RunReach, run: RunRecord): boolean =>
  (seesReports || run.kind !== "reports") &&
  isWithin(run.areaPath, areaPath) &&
  (departments === "all" || (run.departments !== "all" && run.departments.some((one) => departments.includes(one))));

const toShapes = async (ctx: Context, runs: readonly RunRecord[]): Promise<ImportRun[]> => {
  const sums = await store.sumRuns(
    ctx.db,
    runs.map(({ id }) => id),
  );
  return runs.map(({ areaPath: _, departments: _departments, beganAt, endedAt, ...run }) => {
    const { counts, batches, rejects } = sums.get(run.id) ?? { counts: noCounts, batches: 0, rejects: 0 };
    return {
      ...run,
      stage: endedAt === undefined ? "running" : "ended",
      batches,
      counts,
      rejects,
      beganAt: beganAt.toISOString(),
      ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    };
  });
};

const toShape = async (ctx: Context, run: RunRecord): Promise<ImportRun> => {
  const [shape] = await toShapes(ctx, [run]);
  if (shape === undefined) throw new AppError("subject.not-found");
  return shape;
};

/** A run within the actor's reach. */
export const getRun = async (ctx: Context, id: string): Promise<RunRecord> => {
  const run = await store.findRun(ctx.db, id);
  if (run === undefined || !isReached(reachOf(ctx), run) || !fitsPass(ctx.actor, run))
    throw new AppError("subject.not-found");
  return run;
};

const tell = (ctx: Context, run: RunRecord, type: string, changes: Record<string, unknown>): Promise<unknown> =>
  record(ctx, {
    type,
    subject: { kind: "import", id: run.id },
    areaPath: run.areaPath,
    departments: [],
    changes: { of: run.kind, source: run.source, file: run.file, mapping: run.mapping, ...changes },
  });

/** Begins a run, or finds the one of the same file and mapping with the numbers of the batches that need not come again. */
export const beginRun = (outer: Context, asked: z.output<typeof ImportRunIn>): Promise<ImportRunBegun> =>
  transact(outer, async (ctx) => {
    if (!fitsPass(ctx.actor, asked)) throw new AppError("subject.not-found");
    if (asked.kind === "reports" && !isPermitted(ctx.actor, reportsNeed)) throw new AppError("permission.missing");
    const begun = {
      ...asked,
      places: asked.places ?? "line",
      id: newId(),
      areaPath: areaOf(ctx),
      departments: isMachine(ctx.actor) ? ("all" as const) : ctx.actor.departments,
      beganBy: ctx.actor.id,
      beganAt: ctx.clock.now(),
    };
    const { run, isNew } = await store.claimRun(ctx.db, begun, reachOf(ctx).departments);
    if (isNew) await tell(ctx, run, "import.begun", { name: run.name });
    else if (run.endedAt !== undefined) {
      await store.reopenRun(ctx.db, run.id);
      // Only a run that was cut off goes on where it stood: after its end the city may have become another.
      await store.forgetJudged(ctx.db, run.id);
      await forgetQuarantined(ctx.db, quarantineKey(run.id, ""));
    }
    const { id } = run;
    return { ...(await toShape(ctx, await getRun(ctx, id))), done: await store.listBatchNumbers(ctx.db, id) };
  });

/** Ends a run; ended again it stays as it is. */
export const endRun = (outer: Context, id: string, { rows }: z.output<typeof ImportEndIn>): Promise<ImportRun> =>
  transact(outer, async (ctx) => {
    const run = await getRun(ctx, id);
    if (await store.endRun(ctx.db, id, ctx.clock.now(), rows)) {
      const { counts, rejects } = await toShape(ctx, run);
      await tell(ctx, run, "import.ended", { rows, counts, rejects });
    }
    return toShape(ctx, await getRun(ctx, id));
  });

export const showRun = async (ctx: Context, id: string): Promise<ImportRun> => toShape(ctx, await getRun(ctx, id));

export const showRuns = async (
  ctx: Context,
  asked: { before: string | undefined; limit: number },
): Promise<ImportRun[]> => {
  const runs = await store.listRuns(ctx.db, { ...reachOf(ctx), ...asked });
  return toShapes(
    ctx,
    runs.filter((run) => fitsPass(ctx.actor, run)),
  );
};

/** Runs by id, within the actor's area; those that aren't there are missing. */
export const showRunsOf = async (ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, ImportRun>> => {
  const runs = await store.findRuns(ctx.db, ids);
  const seen = runs.filter(({ areaPath }) => isWithin(areaPath, areaOf(ctx)));
  return new Map((await toShapes(ctx, seen)).map((run) => [run.id, run]));
};

/** Where a list of rejects goes on: the last one told, as it is written in an address. */
export const toRejectCursor = ({ line, field, code }: RejectPlace): string =>
  Buffer.from(JSON.stringify([line, field, code])).toString("base64url");

const RejectCursor = z.tuple([z.number().int().min(0), z.string().max(200), z.string().max(100)]);

const fromRejectCursor = (after: string): RejectPlace => {
  try {
    const [line, field, code] = RejectCursor.parse(JSON.parse(Buffer.from(after, "base64url").toString()));
    return { line, field, code };
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    throw new AppError("request.invalid", { faults: [{ path: "query.after", code: "cursor" }] });
  }
};

/** Rows of a run that were not taken, a page of them. */
export const showRejects = async (
  ctx: Context,
  id: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<ImportReject[]> => {
  const run = await getRun(ctx, id);
  return store.listRejects(ctx.db, run.id, { after: after === undefined ? undefined : fromRejectCursor(after), limit });
};

/** Keeps what the importer itself did not take. */
export const addRejects = async (
  ctx: Context,
  id: string,
  rejects: readonly ImportReject[],
): Promise<{ kept: number }> => {
  const run = await getRun(ctx, id);
  await store.keepRejects(ctx.db, run.id, rejects);
  return { kept: rejects.length };
};

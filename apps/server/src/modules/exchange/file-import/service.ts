import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  FileImport,
  FileImportIn,
  FileImportRow,
  FileImportStage,
  FileLayout,
  FileMapping,
  FitIn,
  Fitted,
  ImportRun,
  RejectedRows,
} from "@chengyun/contracts";
import { findDoubt, fitDrawing } from "@chengyun/importer/fit";
import { toMendedMapping } from "@chengyun/importer/mended";
import { isWithin } from "@chengyun/kernel";
import type { z } from "zod";
import { hasCity, hasPass, isMachine, isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { present } from "../../../platform/present.ts";
import type { ReceivedFile } from "../../../platform/route.ts";
import { reportsNeed, showRunsOf } from "../import/index.ts";
import {
  type Arrived,
  allBytesMost,
  fileBytesMost,
  folderOf,
  isThere,
  placeFile,
  placeOf,
  removeFolder,
  takeFile,
} from "./folder.ts";
import { type Beginner, type FileImportRecord, isGoing, type KeptFile } from "./model.ts";
import * as store from "./store.ts";
import { leftFiles } from "./worker-word.ts";
import { workersOf } from "./workers.ts";

export { fileBytesMost };

/**
 * Files of the own department in the own area; of all departments for whoever reaches the whole city or sees all. What
 * citizens reported is for whoever may bring it in.
 */
const reachOf = ({ actor }: Context): store.ImportReach => ({
  areaPath: isMachine(actor) ? "" : actor.areaPath,
  departments: hasCity(actor) || isMachine(actor) ? "all" : actor.departments,
  seesReports: isPermitted(actor, reportsNeed),
});

const isReached = (
  { areaPath, departments, seesReports }: store.ImportReach,
  { areaPath: at, beganBy, kind }: FileImportRecord,
): boolean =>
  (seesReports || kind !== "reports") &&
  isWithin(at, areaPath) &&
  (departments === "all" ||
    (beganBy.departments !== "all" && beganBy.departments.some((one) => departments.includes(one))));

/** Who acts, as their worker may act for them; machines bring no files. */
export const beginnerOf = ({ actor }: Context): Beginner => {
  if (isMachine(actor)) throw new AppError("permission.missing");
  const { id, areaPath, departments } = actor;
  return actor.kind === "person"
    ? { kind: "person", id, accountId: actor.accountId, postId: actor.postId, areaPath, departments }
    : { kind: "key", id, areaPath, departments };
};

/** An import within the actor's area; a worker's pass opens none. */
export const getFileImport = async (ctx: Context, id: string): Promise<FileImportRecord> => {
  const found = await store.findFileImport(ctx.db, id);
  if (found === undefined || !isReached(reachOf(ctx), found) || hasPass(ctx.actor))
    throw new AppError("subject.not-found");
  return found;
};

const showRow = (one: FileImportRecord, run: ImportRun | undefined): FileImportRow => ({
  ...{ id: one.id, kind: one.kind, stage: one.stage, name: one.name },
  beganAt: one.beganAt.toISOString(),
  changedAt: one.changedAt.toISOString(),
  ...(run === undefined ? {} : { run }),
  ...(one.mends === undefined ? {} : { mends: one.mends }),
});

/** An import as the screen shows it. */
export const showFileImport = async (ctx: Context, id: string): Promise<FileImport> => {
  const one = await getFileImport(ctx, id);
  const run = one.runId === undefined ? undefined : (await showRunsOf(ctx, [one.runId])).get(one.runId);
  const { look, mapping, seen, fault } = one;
  return {
    ...showRow(one, run),
    files: one.files.map(({ name, bytes, digest }) => ({ name, bytes, digest })),
    isKept: one.removedAt === undefined,
    layout: one.layout,
    proposals: [...one.proposals],
    mendedBy: await store.listMending(ctx.db, id),
    ...(present({ look, mapping, seen, fault }) as Partial<FileImport>),
    ...(isGoing(one.stage) ? { progress: workersOf(ctx).progressOf(one) } : {}),
  };
};

/** Imports of uploaded files within the actor's area, newest first. */
export const showFileImports = async (
  ctx: Context,
  asked: { readonly before: string | undefined; readonly limit: number },
): Promise<FileImportRow[]> => {
  if (hasPass(ctx.actor)) return [];
  const found = await store.listFileImports(ctx.db, { ...reachOf(ctx), ...asked });
  const runs = await showRunsOf(
    ctx,
    found.flatMap(({ runId }) => runId ?? []),
  );
  return found.map((one) => showRow(one, runs.get(one.runId ?? "")));
};

/** Begins an import whose file is still to come. */
export const beginFileImport = async (ctx: Context, asked: z.output<typeof FileImportIn>): Promise<FileImport> => {
  if (asked.kind === "reports" && !isPermitted(ctx.actor, reportsNeed)) throw new AppError("permission.missing");
  const mended = asked.mends === undefined ? undefined : await getFileImport(ctx, asked.mends);
  const id = newId();
  await store.insertFileImport(ctx.db, {
    ...{ id, kind: mended?.kind ?? asked.kind, stage: "open", name: "", files: [], layout: {} },
    ...{ areaPath: reachOf(ctx).areaPath, beganBy: beginnerOf(ctx), at: ctx.clock.now() },
    ...(mended === undefined ? {} : { mends: mended.id }),
  });
  return showFileImport(ctx, id);
};

const move = async (
  ctx: Context,
  id: string,
  from: readonly FileImportStage[],
  change: store.FileImportChange,
): Promise<FileImport> => {
  if (!(await store.changeFileImport(ctx.db, { id, from, at: ctx.clock.now() }, change)))
    throw new AppError("import-file.not-now");
  if (change.stage !== undefined && isGoing(change.stage)) await workersOf(ctx).poke();
  return showFileImport(ctx, id);
};

/** Stages in which a file may still come. */
const takesFiles: readonly FileImportStage[] = ["open", "looked", "read", "refused"];

/** What an import that mends another takes over of how that one was read. */
const mappingTaken = async (ctx: Context, found: FileImportRecord, format: Arrived["format"]) => {
  if (found.mends === undefined) return undefined;
  const mended = await store.findFileImport(ctx.db, found.mends);
  if (mended?.mapping === undefined) return undefined;
  if (format === "csv" && mended.format !== "csv") return toMendedMapping(mended.mapping);
  if (format === "geojson" && mended.format === "shapefile") return toMendedMapping(mended.mapping, "geojson");
  return format === mended.format ? mended.mapping : undefined;
};

const joinFiles = (found: FileImportRecord, arrived: Arrived, path: string): KeptFile[] => {
  const file: KeptFile = { name: arrived.name, bytes: arrived.bytes, digest: arrived.digest, path };
  if (arrived.format !== "part") {
    const parts =
      arrived.ending === "shp" ? found.files.filter((one) => /^source[.](dbf|cpg|prj)$/.test(one.path)) : [];
    return [file, ...parts];
  }
  return [...found.files.filter((one) => one.path !== path), file];
};

const hasMain = (files: readonly KeptFile[]): boolean => files.some(({ path }) => !/[.](dbf|cpg|prj)$/.test(path));

/** What an import becomes by a file that came in, and whether what lay there goes. */
const changeBy = async (ctx: Context, found: FileImportRecord, arrived: Arrived) => {
  const isPart = arrived.format === "part";
  if (isPart && hasMain(found.files) && found.format !== "shapefile") throw new AppError("import-file.other-kind");
  const clears = !isPart && (arrived.ending !== "shp" || hasMain(found.files));
  const files = joinFiles(clears ? { ...found, files: [] } : found, arrived, placeOf(arrived));
  const format = arrived.format === "part" ? found.format : arrived.format;
  const mapping = await mappingTaken(ctx, found, arrived.format);
  const change: store.FileImportChange & { readonly stage: FileImportStage } = {
    stage: hasMain(files) ? "looking" : "open",
    // The main file is the first, by which the import is called.
    files: [...files].sort((one, other) => Number(hasMain([other])) - Number(hasMain([one]))),
    ...(isPart ? {} : { name: arrived.name, layout: {} }),
    ...(format === undefined ? {} : { format }),
    ...{ look: null, seen: null, pass: null, fault: null, tries: 0, mapping: mapping ?? null },
  };
  return { change, clears };
};

/** One file at a time finds its place: whoever comes while another does, or after work began, changes nothing on disk. */
const keepArrived = (outer: Context, id: string, arrived: Arrived): Promise<FileImportStage> =>
  transact(outer, async (ctx) => {
    const found = await store.findFileImport(ctx.db, id, true);
    if (found === undefined || !takesFiles.includes(found.stage)) throw new AppError("import-file.not-now");
    const { change, clears } = await changeBy(ctx, found, arrived);
    await store.changeFileImport(ctx.db, { id, from: takesFiles, at: ctx.clock.now() }, change);
    await placeFile(folderOf(ctx, id), arrived, clears);
    return change.stage;
  });

/** Takes a file: streamed to disk, told by its bytes, and looked at. */
export const addFile = async (
  ctx: Context,
  id: string,
  receive: (limitBytes: number) => Promise<ReceivedFile>,
): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  if (!takesFiles.includes(found.stage)) throw new AppError("import-file.not-now");
  if ((await store.sumKeptBytes(ctx.db)) > allBytesMost) throw new AppError("import-file.no-room");
  const arrived = await takeFile(folderOf(ctx, id), await receive(fileBytesMost));
  const stage = await keepArrived(ctx, id, arrived).catch(async (error: unknown) => {
    await removeFolder(arrived.at);
    throw error;
  });
  if (isGoing(stage)) await workersOf(ctx).poke();
  return showFileImport(ctx, id);
};

const needKept = (found: FileImportRecord): void => {
  if (found.removedAt !== undefined || !hasMain(found.files)) throw new AppError("import-file.gone");
};

/** Looks at the file again by another layout. */
export const layOut = async (ctx: Context, id: string, layout: FileLayout): Promise<FileImport> => {
  needKept(await getFileImport(ctx, id));
  return move(ctx, id, ["looked", "read", "refused"], {
    stage: "looking",
    layout,
    tries: 0,
    fault: null,
    mapping: null,
  });
};

/** Reads the file by a mapping without sending any of it: the dry run. */
export const readBy = async (ctx: Context, id: string, mapping: FileMapping): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  needKept(found);
  return move(ctx, id, ["looked", "read", "refused", "ended", "stopped"], {
    ...{ stage: "reading", mapping, seen: null, pass: null, fault: null, runId: null, tries: 0 },
    actsFor: beginnerOf(ctx),
  });
};

/** Sets the import going, in the name of whoever does; again it goes on where it was. */
export const runFileImport = async (ctx: Context, id: string): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  needKept(found);
  if (found.pass === undefined) throw new AppError("import-file.not-now");
  const actsFor = beginnerOf(ctx);
  return move(ctx, id, ["read", "ended", "stopped", "refused"], { stage: "running", fault: null, tries: 0, actsFor });
};

/** Stops what is going on. What was imported is kept, and it can go on from there. */
export const stopFileImport = async (ctx: Context, id: string): Promise<FileImport> => {
  const found = await getFileImport(ctx, id);
  const next = { looking: "open", reading: "looked", running: "stopped" } as const;
  if (!(found.stage in next)) throw new AppError("import-file.not-now");
  const { stage, runId, areaPath } = found;
  await transact(ctx, async (inner) => {
    const to = next[stage as keyof typeof next];
    const isStopped = await store.changeFileImport(
      inner.db,
      { id, from: [stage], at: inner.clock.now() },
      { stage: to },
    );
    if (!isStopped) throw new AppError("import-file.not-now");
    if (runId === undefined || stage !== "running") return;
    const subject = { kind: "import", id: runId };
    await record(inner, { type: "import.stopped", subject, areaPath, departments: [], changes: { name: found.name } });
  });
  await workersOf(ctx).stop(id);
  return showFileImport(ctx, id);
};

/** Removes the uploaded file; what it came to stays. */
export const removeFiles = async (ctx: Context, id: string): Promise<void> => {
  const found = await getFileImport(ctx, id);
  if (isGoing(found.stage)) throw new AppError("import-file.not-now");
  await removeFolder(folderOf(ctx, id));
  await store.markRemoved(ctx.db, id);
};

/** A file a worker left, by its own name. */
export const leftFile = async (ctx: Context, id: string, name: string): Promise<string> => {
  const found = await getFileImport(ctx, id);
  if (found.removedAt !== undefined) throw new AppError("import-file.gone");
  return join(folderOf(ctx, id), name);
};

const placesTaken = async (ctx: Context, id: string): Promise<number[]> => {
  const at = join(folderOf(ctx, id), leftFiles.taken);
  return (await isThere(at)) ? JSON.parse(await readFile(at, "utf8")) : [];
};

/** Rows of an import that were not taken; those that were since, by imports that mend it, are marked. */
export const showRejected = async (ctx: Context, id: string): Promise<RejectedRows> => {
  const at = await leftFile(ctx, id, leftFiles.rejects);
  if (!(await isThere(at))) throw new AppError("import-file.not-now");
  const rejected: RejectedRows = JSON.parse(await readFile(at, "utf8"));
  const mendings = await store.listMending(ctx.db, id);
  const taken = new Set((await Promise.all(mendings.map((one) => placesTaken(ctx, one)))).flat());
  const mark = <One extends { readonly line: number }>(one: One): One =>
    taken.has(one.line) ? { ...one, isMended: true } : one;
  return { ...rejected, rows: rejected.rows.map(mark), others: rejected.others.map(mark) };
};

/** How well control points agree about where a drawing lies. */
export const fitPoints = ({ fit, points }: z.output<typeof FitIn>): Fitted => {
  const placed = fitDrawing(points, fit);
  if ("zh" in placed) return { residualsM: [], fault: placed };
  const { residualsM, rmsM, metresPerUnit } = placed;
  const doubt = findDoubt(points, fit, placed);
  return { residualsM: [...residualsM], rmsM, metresPerUnit, ...(doubt === undefined ? {} : { doubt }) };
};

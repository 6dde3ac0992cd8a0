import { createHash } from "node:crypto";
import type { ImportBatchIn, ImportBatchMade, ImportedRow } from "@chengyun/contracts";
import { commonArea } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import type { BulkSource, KeptRow } from "../../../platform/bulk.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { departmentId, departmentNames } from "../../identity/department/index.ts";
import type { ImportedCase, Refusal } from "./model.ts";
import { type Ground, toImported } from "./row.ts";
import { claimRefs, findClaimed, findTaken, insertImported, releaseRefs } from "./store.ts";

const groundOf = async (ctx: Context): Promise<Ground> => {
  const areas = await getAreas(ctx);
  const known = await departmentNames(ctx);
  const [west, south, east, north] = ctx.deployment.profile.extent;
  return {
    now: ctx.clock.now().getTime(),
    calendar: ctx.deployment.calendar,
    // As for things: what is far from the city is none of its cases, whichever area is the nearest.
    areaAt: (position) => (areas.isNear(position) ? areas.at(position) : undefined),
    wholeArea: commonArea(areas.list.map(({ path }) => path)),
    middle: [(west + east) / 2, (south + north) / 2],
    departmentOf: (code) => {
      const id = departmentId(code);
      return known.has(id) ? id : undefined;
    },
    isInScope: (areaPath, departments) => isInScope(ctx.actor, { areaPath, departments }),
  };
};

const digestOf = (rows: readonly ImportedRow[]): string =>
  createHash("sha256")
    .update(canonicalize(rows) ?? "")
    .digest("hex");

/** The first of several rows with one number; the others are refused, for which of them is right nobody can say. */
const splitRepeated = (rows: readonly ImportedRow[]): { once: ImportedRow[]; refused: Refusal[] } => {
  const seen = new Set<string>();
  const once: ImportedRow[] = [];
  const refused: Refusal[] = [];
  for (const row of rows) {
    if (seen.has(row.ref)) refused.push({ line: row.line, ref: row.ref, code: "repeated-in-file" });
    else once.push(row);
    seen.add(row.ref);
  }
  return { once, refused };
};

/** One entry for the batch: its rows are imported facts, and their digest proves what they were. */
const recordBatch = (ctx: Context, batch: z.output<typeof ImportBatchIn>, kept: readonly ImportedCase[], id: string) =>
  record(ctx, {
    type: "import.kept",
    subject: { kind: "import", id },
    areaPath: commonArea(kept.map(({ areaPath }) => areaPath)),
    departments: [...new Set(kept.flatMap(({ departmentId: one }) => one ?? []))],
    changes: {
      of: "cases",
      source: batch.source,
      file: batch.file,
      rows: kept.length,
      firstLine: kept[0]?.row.line,
      lastLine: kept.at(-1)?.row.line,
      digest: digestOf(kept.map(({ row }) => row)),
    },
  });

/** The rows that are cases, and why the others are none. */
const judge = async (
  ctx: Context,
  { source, rows }: z.output<typeof ImportBatchIn>,
): Promise<{ good: ImportedCase[]; refused: Refusal[] }> => {
  const ground = await groundOf(ctx);
  const { once, refused } = splitRepeated(rows);
  const read = once.map((row) => toImported(source, row, ground));
  const good = read.filter((one): one is ImportedCase => "stage" in one);
  return { good, refused: [...refused, ...read.filter((one): one is Refusal => "code" in one)] };
};

/** Of cases that are new those whose number stands in a case of another origin. */
const refuseTaken = async (ctx: Context, fresh: readonly ImportedCase[]) => {
  const taken = await findTaken(
    ctx.db,
    fresh.map(({ row }) => row.ref),
  );
  return {
    kept: fresh.filter(({ row }) => !taken.has(row.ref)),
    also: fresh
      .filter(({ row }) => taken.has(row.ref))
      .map(({ row }): Refusal => ({ line: row.line, ref: row.ref, code: "number-taken" })),
  };
};

/** What became of rows, or would. */
interface Outcome {
  readonly added: readonly ImportedCase[];
  readonly known: readonly ImportedCase[];
  readonly refused: readonly Refusal[];
}

const split = async (
  ctx: Context,
  { good, refused }: Awaited<ReturnType<typeof judge>>,
  isNew: (ref: string) => boolean,
): Promise<Outcome & { readonly taken: readonly Refusal[] }> => {
  const { kept, also } = await refuseTaken(
    ctx,
    good.filter(({ row }) => isNew(row.ref)),
  );
  const known = good.filter(({ row }) => !isNew(row.ref));
  return { added: kept, known, refused: [...refused, ...also], taken: also };
};

/** Keeps the rows that are new: a batch that comes again adds nothing and records nothing. */
const keep = async (outer: Context, batch: z.output<typeof ImportBatchIn>): Promise<Outcome & { id?: string }> => {
  const judged = await judge(outer, batch);
  return transact(outer, async (ctx) => {
    const id = newId();
    const claimed = await claimRefs(ctx.db, { source: batch.source, importId: id, cases: judged.good });
    const { taken, ...outcome } = await split(ctx, judged, (ref) => claimed.has(ref));
    await releaseRefs(
      ctx.db,
      batch.source,
      taken.map(({ ref }) => ref),
    );
    if (outcome.added.length === 0) return outcome;
    await insertImported(ctx.db, batch.source, outcome.added);
    await recordBatch(ctx, batch, outcome.added, id);
    return { ...outcome, id };
  });
};

/** Keeps a batch of whoever has no file: counts, and which rows were refused. */
export const importBatch = async (ctx: Context, batch: z.output<typeof ImportBatchIn>): Promise<ImportBatchMade> => {
  const { added, known, refused, id } = await keep(ctx, batch);
  return {
    added: added.length,
    known: known.length,
    refused: refused.map(({ line, ref, code }) => ({ line, ref, code })),
    ...(id === undefined ? {} : { id }),
  };
};

const toRows = ({ added, known, refused }: Outcome): KeptRow[] => {
  const told =
    (kept: "added" | "known") =>
    ({ row }: ImportedCase): KeptRow => ({ ref: row.ref, kept, ...(row.placed ? {} : { isFlagged: true }) });
  return [
    ...added.map(told("added")),
    ...known.map(told("known")),
    ...refused.map(
      ({ ref, code, about }): KeptRow => ({
        ...{ ref, kept: "refused", reason: code },
        ...(about === undefined ? {} : { about }),
      }),
    ),
  ];
};

/** Keeps reports of a file and says what became of each; safe to repeat. */
export const keepReports = async (
  ctx: Context,
  rows: readonly ImportedRow[],
  { source, file = "" }: BulkSource,
): Promise<KeptRow[]> => toRows(await keep(ctx, { source, file, rows: [...rows] }));

/** What would become of reports, by the judgement that keeps them; nothing is written. */
export const tryReports = async (ctx: Context, source: string, rows: readonly ImportedRow[]): Promise<KeptRow[]> => {
  const judged = await judge(ctx, { source, file: "", rows: [...rows] });
  const claimed = await findClaimed(
    ctx.db,
    source,
    judged.good.map(({ row }) => row.ref),
  );
  return toRows(await split(ctx, judged, (ref) => !claimed.has(ref)));
};

import { createHash } from "node:crypto";
import type { ImportBatchIn, ImportBatchMade, ImportedRow, RowChange } from "@chengyun/contracts";
import { commonArea } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
import type { BulkSource, KeptRow } from "../../../platform/bulk.ts";
import type { SubjectClock } from "../../../platform/clock-port.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import type { TriedRow } from "../../../platform/row-change.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { bringClocks } from "../../flows/clock/index.ts";
import { departmentId, departmentNames } from "../../identity/department/index.ts";
import { type HeldReport, judgeHeld } from "./held.ts";
import type { ImportedCase, Refusal } from "./model.ts";
import { type Ground, toImported } from "./row.ts";
import { claimRefs, findHeld, findTaken, insertImported, lockHeld, releaseRefs, updateImported } from "./store.ts";

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
const recordBatch = (
  ctx: Context,
  batch: z.output<typeof ImportBatchIn>,
  { added, changed, id }: Pick<Outcome, "added" | "changed"> & { readonly id: string },
) => {
  const kept = [...added, ...changed.map(({ one }) => one)];
  const rows = [...added, ...changed].map(({ row }) => row).sort((one, other) => one.line - other.line);
  return record(ctx, {
    type: "import.kept",
    subject: { kind: "import", id },
    areaPath: commonArea(kept.map(({ areaPath }) => areaPath)),
    departments: [...new Set(kept.flatMap(({ departmentId: one }) => one ?? []))],
    changes: {
      of: "cases",
      source: batch.source,
      file: batch.file,
      rows: rows.length,
      added: added.length,
      changed: changed.length,
      firstLine: rows[0]?.line,
      lastLine: rows.at(-1)?.line,
      digest: digestOf(rows),
    },
  });
};

interface Judged {
  readonly good: readonly ImportedCase[];
  readonly refused: readonly Refusal[];
  readonly ground: Ground;
}

/** The rows that are cases, and why the others are none. */
const judge = async (ctx: Context, { source, rows }: z.output<typeof ImportBatchIn>): Promise<Judged> => {
  const ground = await groundOf(ctx);
  const { once, refused } = splitRepeated(rows);
  const read = once.map((row) => toImported(source, row, ground));
  const good = read.filter((one): one is ImportedCase => "stage" in one);
  return { good, refused: [...refused, ...read.filter((one): one is Refusal => "code" in one)], ground };
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
  readonly changed: readonly Changed[];
  readonly known: readonly ImportedCase[];
  readonly refused: readonly Refusal[];
}

/** A case that becomes what its row says now. */
interface Changed {
  readonly one: ImportedCase;
  readonly row: ImportedRow;
  readonly changes: readonly RowChange[];
}

/** Rows of cases that are there: of those that say something new, what the case becomes, or why it is not taken. */
const judgeKnown = (
  source: string,
  known: readonly ImportedCase[],
  { held, ground }: { readonly held: ReadonlyMap<string, HeldReport>; readonly ground: Ground },
): Pick<Outcome, "changed" | "known" | "refused"> => {
  const told = { changed: [] as Changed[], known: [] as ImportedCase[], refused: [] as Refusal[] };
  for (const one of known) {
    const there = held.get(one.row.ref);
    const verdict = there === undefined ? undefined : judgeHeld(source, one.row, { held: there, ground });
    if (verdict?.kept === "changed") told.changed.push({ one: verdict.one, row: one.row, changes: verdict.changes });
    else if (verdict?.kept === "refused") told.refused.push(verdict.refusal);
    else told.known.push(one);
  }
  return told;
};

const split = async (
  ctx: Context,
  { good, refused, ground }: Judged,
  {
    source,
    isNew,
    lock,
  }: { readonly source: string; readonly isNew: (ref: string) => boolean; readonly lock: boolean },
): Promise<Outcome & { readonly taken: readonly Refusal[] }> => {
  const { kept, also } = await refuseTaken(
    ctx,
    good.filter(({ row }) => isNew(row.ref)),
  );
  const there = good.filter(({ row }) => !isNew(row.ref));
  const refs = there.map(({ row }) => row.ref);
  if (lock) await lockHeld(ctx.db, { source, refs });
  const held = await findHeld(ctx.db, { source, refs });
  const told = judgeKnown(source, there, { held, ground });
  return { ...told, added: kept, refused: [...refused, ...also, ...told.refused], taken: also };
};

/** The promise of a case as the limit that runs on it here. */
const promiseOf = ({ id, clock }: ImportedCase): SubjectClock[] =>
  clock === undefined ? [] : [{ ...clock, subjectId: id, name: "dispose" }];

/** Keeps the rows that are new or say something new: a batch that comes again adds nothing and records nothing. */
const keep = async (outer: Context, batch: z.output<typeof ImportBatchIn>): Promise<Outcome & { id?: string }> => {
  const { source } = batch;
  const judged = await judge(outer, batch);
  return transact(outer, async (ctx) => {
    const id = newId();
    const claimed = await claimRefs(ctx.db, { source, importId: id, cases: judged.good });
    const isNew = (ref: string): boolean => claimed.has(ref);
    const { taken, ...outcome } = await split(ctx, judged, { source, isNew, lock: true });
    await releaseRefs(
      ctx.db,
      source,
      taken.map(({ ref }) => ref),
    );
    const { added, changed } = outcome;
    if (added.length + changed.length === 0) return outcome;
    if (added.length > 0) await insertImported(ctx.db, source, added);
    await updateImported(ctx.db, { source, at: ctx.clock.now() }, changed);
    await bringClocks(ctx, [...added, ...changed.map(({ one }) => one)].flatMap(promiseOf));
    await recordBatch(ctx, batch, { added, changed, id });
    return { ...outcome, id };
  });
};

/** Keeps a batch of whoever has no file: counts, and which rows were refused. */
export const importBatch = async (ctx: Context, batch: z.output<typeof ImportBatchIn>): Promise<ImportBatchMade> => {
  const { added, changed, known, refused, id } = await keep(ctx, batch);
  return {
    added: added.length,
    changed: changed.length,
    known: known.length,
    refused: refused.map(({ line, ref, code }) => ({ line, ref, code })),
    ...(id === undefined ? {} : { id }),
  };
};

const flagOf = ({ row }: ImportedCase) => (row.placed ? {} : { isFlagged: true });

const toRows = ({ added, changed, known, refused }: Outcome): TriedRow[] => [
  ...added.map((one): TriedRow => ({ ref: one.row.ref, kept: "added", ...flagOf(one) })),
  ...changed.map(({ one, changes }): TriedRow => ({ ref: one.row.ref, kept: "changed", changes, ...flagOf(one) })),
  ...known.map((one): TriedRow => ({ ref: one.row.ref, kept: "known", ...flagOf(one) })),
  ...refused.map(
    ({ ref, code, about }): TriedRow => ({
      ...{ ref, kept: "refused", reason: code },
      ...(about === undefined ? {} : { about }),
    }),
  ),
];

/** Keeps reports of a file and says what became of each; safe to repeat. */
export const keepReports = async (
  ctx: Context,
  rows: readonly ImportedRow[],
  { source, file = "" }: BulkSource,
): Promise<KeptRow[]> => toRows(await keep(ctx, { source, file, rows: [...rows] }));

/** What would become of reports, by the judgement that keeps them; nothing is written. */
export const tryReports = async (ctx: Context, source: string, rows: readonly ImportedRow[]): Promise<TriedRow[]> => {
  const judged = await judge(ctx, { source, file: "", rows: [...rows] });
  const refs = judged.good.map(({ row }) => row.ref);
  const claimed = await findHeld(ctx.db, { source, refs });
  return toRows(await split(ctx, judged, { source, isNew: (ref) => !claimed.has(ref), lock: false }));
};

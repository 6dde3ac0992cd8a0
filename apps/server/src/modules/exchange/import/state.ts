import type { ImportBatchKept, ImportReject } from "@chengyun/contracts";
import type { BulkSource, KeptRow } from "../../../platform/bulk.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { noCounts, type RunRecord } from "./model.ts";
import { getRun } from "./run.ts";
import { findBatch, keepBatch, keepRejects } from "./store.ts";
import { toReject } from "./trial.ts";

/** A batch as it was sent. */
export interface Batch<Row> {
  readonly run: string;
  readonly batch: number;
  readonly rows: readonly { readonly line: number; readonly row: Row }[];
}

/** How rows of a kind are kept, and by which name the keeper tells of them. */
export interface Keeper<Row> {
  readonly kind: string;
  readonly refOf: (row: Row) => string;
  readonly keep: (ctx: Context, rows: readonly Row[], from: BulkSource) => Promise<KeptRow[]>;
}

/** Answers come in the keeper's own order; of several rows with one ref the first is the one that counted. */
const matchLines = <Row>(keeper: Keeper<Row>, rows: Batch<Row>["rows"], kept: readonly KeptRow[]): ImportReject[] => {
  const lines = new Map<string, number[]>();
  for (const { line, row } of rows) {
    const ref = keeper.refOf(row);
    const own = lines.get(ref) ?? [];
    own.push(line);
    lines.set(ref, own);
  }
  return kept.flatMap((one): ImportReject[] => {
    const own = lines.get(one.ref) ?? [];
    const line = (one.reason === "repeated-in-file" ? own.pop() : own.shift()) ?? 0;
    return one.kept === "refused" ? [toReject(line, one)] : [];
  });
};

const countOf = (kept: readonly KeptRow[]) => {
  const count = (what: KeptRow["kept"]) => kept.filter((row) => row.kept === what).length;
  return {
    ...noCounts,
    rows: kept.length,
    added: count("added"),
    changed: count("changed"),
    known: count("known"),
    refused: count("refused"),
    flagged: kept.filter((row) => row.kept !== "refused" && row.isFlagged === true).length,
  };
};

const sourceOf = ({ source, file }: RunRecord): BulkSource => ({ source, file });

/** What became of a batch that came before. */
const findKept = async (
  ctx: Context,
  kind: string,
  { run, batch }: { readonly run: string; readonly batch: number },
): Promise<ImportBatchKept | undefined> => {
  const known = await findBatch(ctx.db, run, kind, batch);
  return known && { counts: known.counts, rejects: [...known.rejects], repeated: true };
};

/** Keeps a batch of rows of state; one that came before is answered as it was then. */
export const keepState = async <Row>(
  ctx: Context,
  keeper: Keeper<Row>,
  { run: runId, batch, rows }: Batch<Row>,
): Promise<ImportBatchKept> => {
  const run = await getRun(ctx, runId);
  const known = await findKept(ctx, keeper.kind, { run: runId, batch });
  if (known !== undefined) return known;
  return transact(ctx, async (inner) => {
    const kept = await keeper.keep(
      inner,
      rows.map(({ row }) => row),
      sourceOf(run),
    );
    const result = { counts: countOf(kept), rejects: matchLines(keeper, rows, kept) };
    const isFirst = await keepBatch(
      inner.db,
      { runId: run.id, kind: keeper.kind, no: batch, at: inner.clock.now() },
      result,
    );
    if (!isFirst) return (await findKept(inner, keeper.kind, { run: run.id, batch })) ?? { ...result, repeated: true };
    await keepRejects(inner.db, run.id, result.rejects);
    return { ...result, repeated: false };
  });
};

import { createHash } from "node:crypto";
import type { ImportBatchIn, ImportBatchMade, ImportBatchTried, ImportedRow } from "@chengyun/contracts";
import { commonArea } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import type { z } from "zod";
import { isInScope } from "../../../platform/actor.ts";
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
  return {
    now: ctx.clock.now().getTime(),
    calendar: ctx.deployment.calendar,
    // As for things: what is far from the city is none of its cases, whichever area is the nearest.
    areaAt: (position) => (areas.isNear(position) ? areas.at(position) : undefined),
    wholeArea: commonArea(areas.list.map(({ path }) => path)),
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

/** What would become of a batch, by the judgement that keeps it; nothing is written. */
export const tryBatch = async (ctx: Context, batch: z.output<typeof ImportBatchIn>): Promise<ImportBatchTried> => {
  const { good, refused } = await judge(ctx, batch);
  const claimed = await findClaimed(
    ctx.db,
    batch.source,
    good.map(({ row }) => row.ref),
  );
  const fresh = good.filter(({ row }) => !claimed.has(row.ref));
  const { kept, also } = await refuseTaken(ctx, fresh);
  return { added: kept.length, known: good.length - fresh.length, refused: [...refused, ...also] };
};

/** Keeps the rows that are new: a batch that comes again adds nothing and records nothing. */
export const importBatch = async (outer: Context, batch: z.output<typeof ImportBatchIn>): Promise<ImportBatchMade> => {
  const { good, refused } = await judge(outer, batch);
  return transact(outer, async (ctx) => {
    const id = newId();
    const claimed = await claimRefs(ctx.db, { source: batch.source, importId: id, cases: good });
    const fresh = good.filter(({ row }) => claimed.has(row.ref));
    const known = good.length - fresh.length;
    if (fresh.length === 0) return { added: 0, known, refused };
    const { kept, also } = await refuseTaken(ctx, fresh);
    await releaseRefs(
      ctx.db,
      batch.source,
      also.map(({ ref }) => ref),
    );
    const answer = { added: kept.length, known, refused: [...refused, ...also] };
    if (kept.length === 0) return answer;
    await insertImported(ctx.db, batch.source, kept);
    await recordBatch(ctx, batch, kept, id);
    return { ...answer, id };
  });
};

import type { ImportBatchKept, ImportReject, ReadingBatchIn } from "@chengyun/contracts";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type Backfill, sendBackfill } from "../../../platform/ingest-link.ts";
import { record } from "../../../platform/journal.ts";
import { findThingsByRef, type ThingRecord, thingFlow } from "../../atlas/thing/index.ts";
import { provideStreams } from "../../sensing/device/index.ts";
import { keepQuarantined } from "../../sensing/quarantine/index.ts";
import { noCounts, type RunRecord } from "./model.ts";
import { reasonText } from "./reason.ts";
import { getRun } from "./run.ts";
import { findBatch, keepBatch, keepRejects } from "./store.ts";

type Asked = ReadingBatchIn["streams"][number];

/** A stream of the batch: its number and range, or why it has none. */
type Resolved = { readonly no: number; readonly range: readonly [number, number] } | { readonly reason: string };

const typeFault = (ctx: Context, thing: ThingRecord, asked: Asked): string | undefined => {
  const type = ctx.deployment.registry.things.get(thing.type)?.streams.find(({ id }) => id === asked.stream);
  if (type === undefined) return "unknown-stream";
  return asked.unit !== undefined && asked.unit !== (type.unit ?? "") ? "other-unit" : undefined;
};

const everything = [-Number.MAX_VALUE, Number.MAX_VALUE] as const;

const resolveStreams = async (ctx: Context, asked: readonly Asked[]): Promise<Resolved[]> => {
  const things = await findThingsByRef(ctx.db, [...new Set(asked.map(({ thing }) => thing))]);
  const judged = asked.map((one) => {
    const thing = things.get(one.thing);
    const isSeen =
      thing !== undefined && isInScope(ctx.actor, { areaPath: thing.areaPath, departments: [] }, thingFlow.scope);
    if (!isSeen) return { one, reason: "unknown-thing" };
    const reason = typeFault(ctx, thing, one);
    return reason === undefined ? { one, thing } : { one, reason };
  });
  const wanted = judged.flatMap(({ one, thing }) => (thing === undefined ? [] : [{ thing, type: one.stream }]));
  const numbers = await provideStreams(ctx, wanted);
  return judged.map(({ one, thing, reason }): Resolved => {
    const no = thing === undefined ? undefined : numbers.get(`${thing.id} ${one.stream}`);
    if (thing === undefined || no === undefined) return { reason: reason ?? "unknown-thing" };
    const type = ctx.deployment.registry.things.get(thing.type)?.streams.find(({ id }) => id === one.stream);
    return { no, range: type?.range ?? everything };
  });
};

/** Readings of the batch by what becomes of them. */
interface Sorted {
  readonly backfill: Backfill;
  /** How many readings there are of each stream that could not be found, by its place in the batch. */
  readonly lost: ReadonlyMap<number, number>;
}

const sort = (batch: ReadingBatchIn, resolved: readonly Resolved[]): Sorted => {
  const rows: number[] = [];
  const lost = new Map<number, number>();
  for (let n = 0; n < batch.stream.length; n += 1) {
    const at = batch.stream[n] ?? -1;
    const found = resolved[at];
    if (found === undefined)
      throw new AppError("request.invalid", { faults: [{ path: `body.stream.${n}`, code: "no-such-stream" }] });
    if ("reason" in found) lost.set(at, (lost.get(at) ?? 0) + 1);
    else rows.push(found.no, batch.at[n] ?? 0, batch.value[n] ?? 0);
  }
  const ranges = resolved.flatMap((one): [number, number, number][] => ("no" in one ? [[one.no, ...one.range]] : []));
  return { backfill: { ranges, rows }, lost };
};

const zero = { stored: 0, repeats: 0, conflicts: 0, flagged: 0, refused: 0 };

const send = async (ctx: Context, backfill: Backfill): Promise<typeof zero> => {
  if (backfill.rows.length === 0) return zero;
  const answer = await sendBackfill(ctx.deployment.directory, backfill);
  if (answer === undefined) throw new AppError("store.down");
  if (answer === "full") throw new AppError("store.full");
  return answer;
};

/** Those of nobody known: one row of the quarantine for each thing of the run, with its count. */
const putAside = (ctx: Context, run: RunRecord, counts: readonly (readonly [Asked, number])[]) => {
  const now = ctx.clock.now().getTime();
  return keepQuarantined(
    ctx.db,
    counts.map(([{ thing }, count]) => ({
      id: newId(),
      key: `import|${run.id}|${thing}`,
      reason: "unknown-thing",
      deviceId: thing,
      address: undefined,
      detail: { zh: `导入 ${run.name} 的读数没有对应的部件`, en: `readings of ${run.name} whose thing nobody knows` },
      payload: undefined,
      areaPath: run.areaPath,
      count,
      firstAt: now,
      lastAt: now,
    })),
  );
};

const toRejects = (
  batch: ReadingBatchIn,
  resolved: readonly Resolved[],
  lost: ReadonlyMap<number, number>,
): ImportReject[] =>
  [...lost.keys()].flatMap((at): ImportReject[] => {
    const [asked, found] = [batch.streams[at], resolved[at]];
    if (asked === undefined || found === undefined || !("reason" in found) || found.reason === "unknown-thing")
      return [];
    const field = `${asked.thing} ${asked.stream}`;
    return [{ line: 0, field, code: found.reason, text: reasonText(found.reason, field) }];
  });

/** Unknown things by name, so that several streams of one are one row. */
const unknownThings = (batch: ReadingBatchIn, resolved: readonly Resolved[], lost: ReadonlyMap<number, number>) => {
  const counts = new Map<string, [Asked, number]>();
  for (const [at, count] of lost) {
    const [asked, found] = [batch.streams[at], resolved[at]];
    if (asked === undefined || found === undefined || !("reason" in found) || found.reason !== "unknown-thing")
      continue;
    const own = counts.get(asked.thing) ?? [asked, 0];
    own[1] += count;
    counts.set(asked.thing, own);
  }
  return [...counts.values()];
};

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

/**
 * Keeps a batch of readings: they are on disk first, then what they came to is written in one transaction. A batch that
 * came before is answered as it was then; one whose writing was cut off finds its readings there and counts them known.
 */
export const keepReadings = async (ctx: Context, batch: ReadingBatchIn): Promise<ImportBatchKept> => {
  const run = await getRun(ctx, batch.run);
  const known = await findBatch(ctx.db, run.id, "readings", batch.batch);
  if (known !== undefined) return { counts: known.counts, rejects: [...known.rejects], repeated: true };
  const resolved = await resolveStreams(ctx, batch.streams);
  const { backfill, lost } = sort(batch, resolved);
  const sent = await send(ctx, backfill);
  const unknown = unknownThings(batch, resolved, lost);
  const quarantined = sum(unknown.map(([, count]) => count));
  const counts = {
    ...noCounts,
    rows: batch.stream.length,
    added: sent.stored,
    known: sent.repeats,
    conflicts: sent.conflicts,
    flagged: sent.flagged,
    refused: sent.refused + sum(lost.values()) - quarantined,
    quarantined,
  };
  const result = { counts, rejects: toRejects(batch, resolved, lost) };
  return transact(ctx, async (inner) => {
    const at = inner.clock.now();
    const isFirst = await keepBatch(inner.db, { runId: run.id, kind: "readings", no: batch.batch, at }, result);
    if (!isFirst) return { ...result, repeated: true };
    await putAside(inner, run, unknown);
    await keepRejects(inner.db, run.id, result.rejects);
    await record(inner, {
      type: "import.kept",
      subject: { kind: "import", id: run.id },
      areaPath: run.areaPath,
      departments: [],
      changes: { of: "readings", source: run.source, file: run.file, batch: batch.batch, ...counts },
    });
    return { ...result, repeated: false };
  });
};

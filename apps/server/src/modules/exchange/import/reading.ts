import type { ImportBatchKept, ImportCounts, ImportReject, ReadingBatchIn, ReadingTrial } from "@chengyun/contracts";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type Backfill, type Backfilled, readingQueries, sendBackfill } from "../../../platform/ingest-link.ts";
import { record } from "../../../platform/journal.ts";
import { findThingsByRef, type ThingRecord, thingFlow } from "../../atlas/thing/index.ts";
import { provideStreams } from "../../sensing/device/index.ts";
import { keepQuarantined } from "../../sensing/quarantine/index.ts";
import { type BatchResult, noCounts, quarantineKey, type ReadingBatch, type RunRecord } from "./model.ts";
import { reasonText } from "./reason.ts";
import { getRun } from "./run.ts";
import { findReadingBatch, keepAgain, keepBatch, keepRejects } from "./store.ts";

type Asked = ReadingBatchIn["streams"][number];

const unknownThing = "unknown-thing";
/** Longest field of a reject. */
const longestField = 200;

/** What a reason is told of: a thing that nobody knows, or one of its streams. */
const fieldOf = ({ thing, stream }: Asked, reason: string): string =>
  reason === unknownThing ? thing : `${thing} ${stream}`.slice(0, longestField);

/** A stream of the batch: its number and range, or why it has none. */
type Resolved = { readonly no: number; readonly range: readonly [number, number] } | { readonly reason: string };

const typeFault = (ctx: Context, thing: ThingRecord, asked: Asked): string | undefined => {
  const type = ctx.deployment.registry.things.get(thing.type)?.streams.find(({ id }) => id === asked.stream);
  if (type === undefined) return "unknown-stream";
  return asked.unit === (type.unit ?? "") ? undefined : "other-unit";
};

const everything = [-Number.MAX_VALUE, Number.MAX_VALUE] as const;

interface Judged {
  readonly one: Asked;
  readonly thing?: ThingRecord;
  readonly reason?: string;
}

/** Which streams a city has for readings, and why it has none for the others. */
const judgeStreams = async (ctx: Context, asked: readonly Asked[]): Promise<Judged[]> => {
  const things = await findThingsByRef(ctx.db, [...new Set(asked.map(({ thing }) => thing))]);
  return asked.map((one) => {
    const thing = things.get(one.thing);
    const isSeen =
      thing !== undefined && isInScope(ctx.actor, { areaPath: thing.areaPath, departments: [] }, thingFlow.scope);
    if (!isSeen) return { one, reason: "unknown-thing" };
    const reason = typeFault(ctx, thing, one);
    return reason === undefined ? { one, thing } : { one, reason };
  });
};

const furthestAheadMs = 36 * 3_600_000;

/** Why readings of each stream would not be taken, and the latest time that would; nothing is written. */
export const tryStreams = async (ctx: Context, asked: readonly Asked[]): Promise<ReadingTrial> => ({
  reasons: (await judgeStreams(ctx, asked)).map(({ one, reason }) =>
    reason === undefined ? null : { code: reason, text: reasonText(reason, fieldOf(one, reason)) },
  ),
  latest: ctx.clock.now().getTime() + furthestAheadMs,
});

const resolveStreams = async (ctx: Context, asked: readonly Asked[]): Promise<Resolved[]> => {
  const judged = await judgeStreams(ctx, asked);
  const wanted = judged.flatMap(({ one, thing }) => (thing === undefined ? [] : [{ thing, type: one.stream }]));
  const numbers = await provideStreams(ctx, wanted);
  return judged.map(({ one, thing, reason }): Resolved => {
    const no = thing === undefined ? undefined : numbers.get(`${thing.id} ${one.stream}`);
    if (thing === undefined || no === undefined) return { reason: reason ?? "unknown-thing" };
    const type = ctx.deployment.registry.things.get(thing.type)?.streams.find(({ id }) => id === one.stream);
    return { no, range: type?.range ?? everything };
  });
};

/** Readings of one stream that are not taken for one reason, by their places in the batch. */
interface Lost {
  readonly stream: number;
  readonly code: string;
  readonly places: number[];
}

/** What of a batch is not taken, grouped by stream and reason. */
class LostOnes {
  readonly #groups = new Map<string, Lost>();

  add(stream: number, code: string, place: number): void {
    const key = `${stream} ${code}`;
    const group = this.#groups.get(key) ?? { stream, code, places: [] };
    group.places.push(place);
    this.#groups.set(key, group);
  }

  get groups(): readonly Lost[] {
    return [...this.#groups.values()];
  }

  get places(): number[] {
    return this.groups.flatMap(({ places }) => places).sort((one, other) => one - other);
  }
}

/** Readings of the batch on their way, and those that can't go. */
interface Sorted {
  readonly backfill: Backfill;
  /** Place in the batch of each that goes. */
  readonly places: readonly number[];
  readonly lost: LostOnes;
}

const sort = (batch: ReadingBatchIn, wanted: readonly number[], resolved: readonly Resolved[]): Sorted => {
  const rows: number[] = [];
  const places: number[] = [];
  const lost = new LostOnes();
  for (const n of wanted) {
    const stream = batch.stream[n] ?? -1;
    const found = resolved[stream];
    if (found === undefined)
      throw new AppError("request.invalid", { faults: [{ path: `body.stream.${n}`, code: "no-such-stream" }] });
    if ("reason" in found) lost.add(stream, found.reason, n);
    else {
      rows.push(found.no, batch.at[n] ?? 0, batch.value[n] ?? 0);
      places.push(n);
    }
  }
  const ranges = resolved.flatMap((one): [number, number, number][] => ("no" in one ? [[one.no, ...one.range]] : []));
  return { backfill: { ranges, rows }, places, lost };
};

const nothing: Backfilled = { stored: 0, repeats: 0, conflicts: 0, flagged: 0, unstorable: [], tooFarAhead: [] };

const send = async (ctx: Context, backfill: Backfill): Promise<Backfilled> => {
  if (backfill.rows.length === 0) return nothing;
  const answer = await sendBackfill(ctx.deployment.directory, backfill);
  if (answer === undefined) throw new AppError("store.down");
  if (answer === "full") throw new AppError("store.full");
  return answer;
};

/** Those of nobody known: one row of the quarantine for each thing of the run, with its count. */
const putAside = (ctx: Context, run: RunRecord, counts: ReadonlyMap<string, number>) => {
  const now = ctx.clock.now().getTime();
  return keepQuarantined(
    ctx.db,
    [...counts].map(([thing, count]) => ({
      id: newId(),
      key: quarantineKey(run.id, thing),
      reason: unknownThing,
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

/** What is told of readings that were not taken: all their lines, or once for a thing that nobody knows. */
const toRejects = (batch: ReadingBatchIn, groups: readonly Lost[]): ImportReject[] =>
  groups.flatMap(({ stream, code, places }): ImportReject[] => {
    const asked = batch.streams[stream];
    if (asked === undefined) return [];
    const field = fieldOf(asked, code);
    const lines = code === unknownThing ? [0] : [...new Set(places.map((n) => batch.line[n] ?? 0))];
    lines.sort((one, other) => one - other);
    const [line = 0] = lines;
    return [{ line, field, code, text: reasonText(code, field), ...(lines.length > 1 ? { lines } : {}) }];
  });

/** How many readings there are of each thing that nobody knows; several streams of one are one. */
const countUnknown = (batch: ReadingBatchIn, groups: readonly Lost[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { stream, code, places } of groups) {
    const thing = batch.streams[stream]?.thing;
    if (code === unknownThing && thing !== undefined) counts.set(thing, (counts.get(thing) ?? 0) + places.length);
  }
  return counts;
};

const everyPlace = (batch: ReadingBatchIn): number[] => batch.stream.map((_, n) => n);

/** Times of a batch by the number of their stream, without those that were not taken; undefined where a stream is gone. */
const timesOf = (
  batch: ReadingBatchIn,
  { lost, resolved }: { readonly lost: readonly number[]; readonly resolved: readonly Resolved[] },
): ReadonlyMap<number, ReadonlySet<number>> | undefined => {
  const notTaken = new Set(lost);
  const times = new Map<number, Set<number>>();
  for (const place of everyPlace(batch)) {
    if (notTaken.has(place)) continue;
    const found = resolved[batch.stream[place] ?? -1];
    if (found === undefined || "reason" in found) return undefined;
    const own = times.get(found.no) ?? new Set<number>();
    times.set(found.no, own.add(Math.trunc(batch.at[place] ?? 0)));
  }
  return times;
};

/** Whether the store still holds readings of these times: a set of them is told by its size and its sum. */
const isStillThere = async (ctx: Context, times: ReadonlyMap<number, ReadonlySet<number>>): Promise<boolean> => {
  const spans = [...times].map(([stream, own]) => {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const at of own) [first, last] = [Math.min(first, at), Math.max(last, at)];
    return { stream, first, last };
  });
  const tallies = await readingQueries(ctx.deployment).tallies(spans);
  return [...times].every(([stream, own]) => {
    const tally = tallies.get(stream);
    return tally?.n === own.size && tally.sum === [...own].reduce((sum, at) => sum + BigInt(at), 0n);
  });
};

/** What of a batch is to be taken, and what was counted of it before. */
interface Wanted {
  readonly places: readonly number[];
  readonly before: ImportCounts;
}

/** All of a batch; of one that came before those that were not taken, and all again where the store has lost some. */
const wantedOf = async (
  ctx: Context,
  batch: ReadingBatchIn,
  { known, resolved }: { readonly known: ReadingBatch | undefined; readonly resolved: readonly Resolved[] },
): Promise<Wanted> => {
  const all = { places: everyPlace(batch), before: noCounts };
  if (known === undefined) return all;
  if (known.counts.rows + known.lost.length !== batch.stream.length)
    throw new AppError("request.invalid", { faults: [{ path: "body.stream", code: "not-the-same-batch" }] });
  const times = timesOf(batch, { lost: known.lost, resolved });
  const isThere = times !== undefined && (await isStillThere(ctx, times));
  return isThere ? { places: known.lost, before: known.counts } : all;
};

interface Taken extends BatchResult {
  readonly lost: readonly number[];
  readonly unknown: ReadonlyMap<string, number>;
}

const take = async (
  ctx: Context,
  batch: ReadingBatchIn,
  { wanted, resolved }: { readonly wanted: readonly number[]; readonly resolved: readonly Resolved[] },
): Promise<Taken> => {
  const { backfill, places, lost } = sort(batch, wanted, resolved);
  const sent = await send(ctx, backfill);
  const refuse = (at: readonly number[], code: string): void => {
    for (const one of at) lost.add(batch.stream[places[one] ?? -1] ?? -1, code, places[one] ?? -1);
  };
  refuse(sent.unstorable, "not-a-time");
  refuse(sent.tooFarAhead, "too-far-ahead");
  const unknown = countUnknown(batch, lost.groups);
  const quarantined = [...unknown.values()].reduce((sum, one) => sum + one, 0);
  const counts = {
    ...noCounts,
    rows: wanted.length,
    added: sent.stored,
    known: sent.repeats,
    conflicts: sent.conflicts,
    flagged: sent.flagged,
    refused: lost.places.length - quarantined,
    quarantined,
  };
  return { counts, rejects: toRejects(batch, lost.groups), lost: lost.places, unknown };
};

const addUp = (one: ImportCounts, other: ImportCounts): ImportCounts => {
  const names = Object.keys(noCounts) as (keyof ImportCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as ImportCounts;
};

/**
 * Keeps a batch of readings: they are on disk first, then what they came to is written in one transaction. A batch that
 * came before is answered as it was then; one whose writing was cut off finds its readings there and counts them known.
 * When its run was begun again after its end, those that were not taken are tried again, and they alone, unless the store
 * has lost some of the others: then all of it is judged as if it came for the first time.
 */
export const keepReadings = async (ctx: Context, batch: ReadingBatchIn): Promise<ImportBatchKept> => {
  const run = await getRun(ctx, batch.run);
  const known = await findReadingBatch(ctx.db, run.id, batch.batch);
  if (known !== undefined && !known.again) return { counts: known.counts, rejects: [...known.rejects], repeated: true };
  const resolved = await resolveStreams(ctx, batch.streams);
  const { places, before } = await wantedOf(ctx, batch, { known, resolved });
  const { unknown, ...taken } = await take(ctx, batch, { wanted: places, resolved });
  const { counts, rejects } = taken;
  return transact(ctx, async (inner) => {
    const place = { runId: run.id, kind: "readings", no: batch.batch, at: inner.clock.now() };
    const isFirst =
      known === undefined
        ? await keepBatch(inner.db, place, taken)
        : await keepAgain(inner.db, place, { ...taken, counts: addUp(before, counts) });
    if (!isFirst || places.length === 0) return { counts, rejects: [...rejects], repeated: true };
    await putAside(inner, run, unknown);
    await keepRejects(inner.db, run.id, rejects);
    await record(inner, {
      type: "import.kept",
      subject: { kind: "import", id: run.id },
      areaPath: run.areaPath,
      departments: [],
      changes: { of: "readings", source: run.source, file: run.file, batch: batch.batch, ...counts },
    });
    return { counts, rejects: [...rejects], repeated: false };
  });
};

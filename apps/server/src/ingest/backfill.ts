import type { Backfilled } from "../platform/ingest-link.ts";
import { type Arrival, isStorable, quality, type Writer } from "../platform/readings/index.ts";

/** Largest batch of readings of the past, in bytes: 50,000 readings of as many streams. */
export const backfillBytes = 4 * 1_048_576;

const furthestAheadMs = 36 * 3_600_000;
const perRange = 3;
const perReading = 3;

/** Doubles as they were sent; undefined when the bytes are no whole numbers of them. */
const toNumbers = (body: Buffer): Float64Array | undefined => {
  if (body.length % Float64Array.BYTES_PER_ELEMENT !== 0 || body.length === 0) return undefined;
  return new Float64Array(Uint8Array.from(body).buffer);
};

interface Decoded {
  readonly arrivals: Arrival[];
  readonly flagged: number;
  readonly unstorable: readonly number[];
  readonly tooFarAhead: readonly number[];
}

type Range = readonly [lowest: number, highest: number];

const readRanges = (numbers: Float64Array, until: number): ReadonlyMap<number, Range> => {
  const ranges = new Map<number, Range>();
  for (let at = 1; at < until; at += perRange)
    ranges.set(numbers[at] ?? 0, [numbers[at + 1] ?? 0, numbers[at + 2] ?? 0]);
  return ranges;
};

const decode = (numbers: Float64Array, received: number): Decoded => {
  const start = 1 + (numbers[0] ?? 0) * perRange;
  const ranges = readRanges(numbers, start);
  const arrivals: Arrival[] = [];
  const [unstorable, tooFarAhead]: [number[], number[]] = [[], []];
  let flagged = 0;
  for (let at = start; at < numbers.length; at += perReading) {
    const [stream = 0, time = 0, value = 0] = numbers.subarray(at, at + perReading);
    const [lowest, highest] = ranges.get(stream) ?? [0, 0];
    const isOdd = value < lowest || value > highest;
    const flags = quality.backfilled | (isOdd ? quality.outOfRange : 0);
    const arrival: Arrival = { stream, at: time, value, received, quality: flags, outcome: undefined };
    const place = (at - start) / perReading;
    if (!isStorable(arrival)) unstorable.push(place);
    else if (time > received + furthestAheadMs) tooFarAhead.push(place);
    else {
      arrivals.push(arrival);
      if (isOdd) flagged += 1;
    }
  }
  return { arrivals, flagged, unstorable, tooFarAhead };
};

const countOf = ({ arrivals, ...rest }: Decoded): Backfilled => {
  let [stored, repeats, conflicts] = [0, 0, 0];
  for (const { outcome } of arrivals) {
    if (outcome === "repeat") repeats += 1;
    else if (outcome === "conflict") conflicts += 1;
    else stored += 1;
  }
  return { stored, repeats, conflicts, ...rest };
};

/**
 * Takes readings of the past through the same batches as live ones, marked backfilled: what is answered is on disk.
 * They are judged by no rule. `full` when the queue takes no more, `down` when the store closed before.
 */
export const takeBackfill = (
  { writer, now }: { readonly writer: Writer; readonly now: () => number },
  body: Buffer,
): Promise<Backfilled | "full" | "down" | "malformed"> =>
  new Promise((resolve) => {
    const numbers = toNumbers(body);
    if (numbers === undefined) return resolve("malformed");
    const decoded = decode(numbers, now());
    if (decoded.arrivals.length === 0) return resolve(countOf(decoded));
    const isTaken = writer.append(decoded.arrivals, (fault) =>
      resolve(fault === undefined ? countOf(decoded) : "down"),
    );
    if (!isTaken) resolve("full");
  });

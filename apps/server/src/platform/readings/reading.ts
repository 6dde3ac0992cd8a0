/** Quality of a reading as bits; 0 is good. They combine: a backfilled reading may be out of range too. */
export const quality = {
  good: 0,
  /** Outside the range of its stream: stored and shown, never judged and never in a roll-up's figures. */
  outOfRange: 1,
  clockSkewed: 2,
  backfilled: 4,
  corrected: 8,
} as const;

export interface Reading {
  /** The stream's integer `no`. */
  readonly stream: number;
  /** Device time, ms since 1970 UTC. */
  readonly at: number;
  readonly value: number;
  /** Our time, ms since 1970 UTC. */
  readonly received: number;
  readonly quality: number;
}

/**
 * What became of a reading:
 * `new`: newer than all before; `late`: stored, but something newer of its stream was there already;
 * `repeat`: the very same was stored before; `conflict`: its time has another value in force, kept beside.
 */
export type Outcome = "new" | "late" | "repeat" | "conflict";

/** A reading on its way into the store; the writer sets `outcome` before it calls back. */
export interface Arrival extends Reading {
  outcome: Outcome | undefined;
}

/** DateTime64(3) reaches from 1900 to 2299; a day is kept from either end. */
const earliest = Date.UTC(1900, 0, 2);
const latest = Date.UTC(2299, 11, 30);
const isTime = (ms: number): boolean => Number.isInteger(ms) && ms >= earliest && ms <= latest;

/** Whether the store can hold it: a whole stream number, whole milliseconds from 1900 to 2299, a finite value. */
export const isStorable = ({ stream, at, value, received, quality: flags }: Reading): boolean =>
  stream >>> 0 === stream && isTime(at) && isTime(received) && Number.isFinite(value) && (flags & 0xff) === flags;

/** Fixed first reading wins: rank falls with arrival, so that ReplacingMergeTree keeps the earliest. */
export const rankCeiling = 2 ** 42;

/** Above every rank of a first reading; revision n of a correction ranks this + n. */
export const correctionRank = 2 ** 43;

import { setTimeout as wait } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { slowPoint } from "../fail-point.ts";
import type { DirtyHours } from "./dirty-hours.ts";
import type { Latest } from "./latest.ts";
import { lookUp } from "./look-up.ts";
import { type Arrival, isStorable } from "./reading.ts";
import { conflictColumns, RowBuffer, readingColumns } from "./row-buffer.ts";
import { insertBinary } from "./store.ts";
import { StreamWindow } from "./stream-window.ts";

/** Called once the readings are on disk and each has its outcome, or with a fault when the store closed before. */
export type Stored = (fault?: Error) => void;

export interface WriterLimits {
  /** A reading waits at most this long for company. */
  readonly batchMs: number;
  /** A batch of this many readings goes at once. */
  readonly batchReadings: number;
  /** More readings than this waiting for the disk are refused. */
  readonly queuedReadings: number;
}

export const writerLimits: WriterLimits = { batchMs: 40, batchReadings: 50_000, queuedReadings: 400_000 };

export interface WriterCounts {
  stored: number;
  repeats: number;
  conflicts: number;
  late: number;
  refused: number;
  batches: number;
  failures: number;
}

export interface WriterParts {
  readonly store: ClickHouseClient;
  readonly dirty: DirtyHours;
  readonly latest: Latest;
  readonly limits: WriterLimits;
}

interface Message {
  readonly readings: readonly Arrival[];
  readonly stored: Stored;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Takes readings from ingest, stores them in batches, one at a time and in order, and calls back when they are on disk.
 * A failed batch is tried again until it is stored: until then nothing behind it is acknowledged.
 */
export class Writer {
  readonly counts: WriterCounts = {
    stored: 0,
    repeats: 0,
    conflicts: 0,
    late: 0,
    refused: 0,
    batches: 0,
    failures: 0,
  };
  readonly #parts: WriterParts;
  readonly #windows = new Map<number, StreamWindow>();
  readonly #rows = new RowBuffer();
  readonly #conflicts = new RowBuffer();
  readonly #closing = new AbortController();
  #waiting: Message[] = [];
  #waitingReadings = 0;
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #busy = false;
  #failing: Error | undefined;
  #closedUntil: number;

  /** @param closedUntil roll-ups before this are made: what is inserted before it makes its hour dirty */
  constructor(parts: WriterParts, closedUntil: number) {
    this.#parts = parts;
    this.#closedUntil = closedUntil;
    for (const { stream, at } of parts.latest.all()) this.#windows.set(stream, new StreamWindow(at));
  }

  /** Readings taken and not yet on disk. */
  get queued(): number {
    return this.#queued;
  }

  /** How many may wait. */
  get limit(): number {
    return this.#parts.limits.queuedReadings;
  }

  /** Why the store takes nothing at the moment; HTTP answers 503 then. */
  get fault(): Error | undefined {
    return this.#failing;
  }

  /**
   * Takes readings that arrived together; false when the queue is full, then nothing was taken and `stored` is not called.
   * The readings belong to the writer until it calls back. Throws on a reading that is not `isStorable`, before anything
   * is taken: one such in a batch would hold up all behind it for ever.
   */
  append(readings: readonly Arrival[], stored: Stored): boolean {
    for (const reading of readings) {
      if (!isStorable(reading)) throw new RangeError(`Not a reading the store can hold: ${JSON.stringify(reading)}`);
    }
    if (this.#closing.signal.aborted || this.#queued + readings.length > this.#parts.limits.queuedReadings) {
      this.counts.refused += readings.length;
      return false;
    }
    for (const reading of readings) {
      const verdict = this.#windowOf(reading.stream).judge(reading.at, reading.value);
      reading.outcome = verdict === "unknown" ? undefined : verdict;
    }
    this.#waiting.push({ readings, stored });
    this.#waitingReadings += readings.length;
    this.#queued += readings.length;
    this.#arm();
    return true;
  }

  /** Everything taken before is on disk. */
  async settled(): Promise<void> {
    this.#send();
    await this.#turn;
  }

  /**
   * Moves the border behind which a reading makes its hour dirty, and resolves
   * when no batch is under way that was judged by the old one.
   */
  async closeUntil(until: number): Promise<void> {
    if (until > this.#closedUntil) this.#closedUntil = until;
    await this.#turn;
  }

  isClosed(at: number): boolean {
    return at < this.#closedUntil;
  }

  /** Runs work between two batches, so that nothing is inserted meanwhile. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  /** Stores what was taken, for at most `graceMs`; the rest is called back with a fault. */
  async close(graceMs = 10_000): Promise<void> {
    const rest = this.settled();
    await Promise.race([rest, wait(graceMs, undefined, { ref: false })]);
    this.#closing.abort();
    await rest;
  }

  #windowOf(stream: number): StreamWindow {
    let window = this.#windows.get(stream);
    if (window === undefined) {
      window = new StreamWindow(Number.NEGATIVE_INFINITY);
      this.#windows.set(stream, window);
    }
    return window;
  }

  #arm(): void {
    if (this.#busy) return;
    if (this.#waitingReadings >= this.#parts.limits.batchReadings) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), this.#parts.limits.batchMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#waitingReadings = 0;
    this.#busy = true;
    this.between(() => this.#storeBatch(batch)).then(
      () => this.#next(),
      () => this.#next(),
    );
  }

  #next(): void {
    this.#busy = false;
    if (this.#waiting.length > 0) this.#arm();
  }

  async #storeBatch(batch: readonly Message[]): Promise<void> {
    const fault = await this.#writeUntilStored(batch);
    for (const { readings, stored } of batch) {
      if (fault === undefined) this.#note(readings);
      this.#queued -= readings.length;
      callBack(stored, fault);
    }
    this.counts.batches += 1;
  }

  async #writeUntilStored(batch: readonly Message[]): Promise<Error | undefined> {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        await this.#write(batch);
        this.#failing = undefined;
        return undefined;
      } catch (fault) {
        this.counts.failures += 1;
        this.#failing = fault instanceof Error ? fault : new Error(String(fault));
      }
      if (this.#closing.signal.aborted) return this.#failing;
      await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  async #write(batch: readonly Message[]): Promise<void> {
    const { store, dirty } = this.#parts;
    await lookUp(store, findUnknown(batch), readingsOf(batch));
    this.#encode(batch);
    await dirty.write();
    await slowPoint("store");
    if (this.#conflicts.rows > 0) await insertBinary(store, conflictColumns, this.#conflicts.view());
    if (this.#rows.rows > 0) await insertBinary(store, readingColumns, this.#rows.view());
  }

  #encode(batch: readonly Message[]): void {
    this.#rows.clear();
    this.#conflicts.clear();
    for (const { readings } of batch) {
      for (const reading of readings) {
        if (reading.outcome === "conflict") this.#conflicts.addConflict(reading);
        else if (reading.outcome !== "repeat") {
          this.#rows.addReading(reading);
          if (reading.at < this.#closedUntil) this.#parts.dirty.want(reading.stream, reading.at);
        }
      }
    }
  }

  #note(readings: readonly Arrival[]): void {
    const { counts } = this;
    for (const reading of readings) {
      if (reading.outcome === "new") this.#parts.latest.put(reading);
      if (reading.outcome === "repeat") counts.repeats += 1;
      else if (reading.outcome === "conflict") counts.conflicts += 1;
      else counts.stored += 1;
      if (reading.outcome === "late") counts.late += 1;
    }
  }
}

/** A caller's mistake ends the process, as any mistake, but after the others of the batch were called back. */
const callBack = (stored: Stored, fault: Error | undefined): void => {
  try {
    stored(fault);
  } catch (mistake) {
    setImmediate(() => {
      throw mistake;
    });
  }
};

function* readingsOf(batch: readonly Message[]): Generator<Arrival> {
  for (const { readings } of batch) yield* readings;
}

const findUnknown = (batch: readonly Message[]): Arrival[] => {
  const unknown: Arrival[] = [];
  for (const { readings } of batch) {
    for (const reading of readings) if (reading.outcome === undefined) unknown.push(reading);
  }
  return unknown;
};

import type { Decoded } from "@chengyun/kernel";
import type { RuleEngine, Watch } from "../modules/alarms/rule/index.ts";
import { failPoint } from "../platform/fail-point.ts";
import { type Arrival, isStorable, quality, type Reading, type Writer } from "../platform/readings/index.ts";
import type { ServerClock } from "../platform/server-clock.ts";
import { ArrivalClock } from "./arrival-clock.ts";
import { Aside } from "./aside.ts";
import type { Attention } from "./attention.ts";
import type { Load } from "./load.ts";
import { readPayload } from "./payload.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice, KnownStream } from "./roster.ts";
import type { Admission } from "./waiting-room.ts";

/** How a message ended: how many readings are on disk, or why there are none. */
export type Taken = { readonly accepted: number } | "undecodable" | "down";

/** Figures of the intake since the start. */
export interface IntakeCounts {
  messages: number;
  readings: number;
  undecodable: number;
  outOfRange: number;
  tooFarAhead: number;
}

/** What the intake works with. */
export interface IntakeParts {
  readonly writer: Writer;
  readonly engine: RuleEngine;
  readonly desk: QuarantineDesk;
  readonly clock: ServerClock;
  readonly attention: Attention;
  readonly load: Load;
}

interface Intaken extends Arrival {
  readonly known: KnownStream;
}

const furthestAheadMs = 36 * 3_600_000;
/** A clock this far ahead is wrong; that far behind it is wrong when no message comes fresher for a while. */
const aheadMs = 60_000;
const behindMs = 600_000;
const lagsTogether = 16;

/** Measures a device's clock by the newest reading of a message; the error is flagged, never corrected. */
const measureClock = (device: KnownDevice, lag: number, speed: number): void => {
  device.leastLag = Math.min(device.leastLag, lag);
  device.lagsSeen += 1;
  const pace = Math.max(1, speed);
  if (device.lagsSeen >= lagsTogether) {
    device.behind = device.leastLag > behindMs * pace;
    device.leastLag = Number.POSITIVE_INFINITY;
    device.lagsSeen = 0;
  } else if (lag <= behindMs * pace) device.behind = false;
  device.skewed = device.behind || lag < -aheadMs * pace;
};

/** Takes what devices send. */
export class Intake {
  readonly counts: IntakeCounts = { messages: 0, readings: 0, undecodable: 0, outOfRange: 0, tooFarAhead: 0 };
  readonly #parts: IntakeParts;
  readonly #arrivals: ArrivalClock;
  readonly #aside: Aside;
  #lastWaitMs = 0;
  #sampled = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#arrivals = new ArrivalClock(parts.clock.now().getTime());
    this.#aside = new Aside(parts.desk);
  }

  /** Everything received before this was judged. */
  get cut(): number {
    return this.#arrivals.cut;
  }

  /** What was received since then may not be judged yet; undefined when nothing waits. */
  get waitingSince(): number | undefined {
    return this.#arrivals.waitingSince;
  }

  /** From arrival to disk, of one message in each second. */
  get lastWaitMs(): number {
    return this.#lastWaitMs;
  }

  /** Begins another second. */
  turn(): void {
    this.#sampled = false;
    this.#arrivals.turn(this.#parts.clock.now().getTime());
  }

  /**
   * Takes a message; `done` is called when what can be kept of it is on disk. When there is no room, nothing was taken
   * and `done` is not called.
   */
  take(device: KnownDevice, payload: Buffer, done: (taken: Taken) => void): Admission {
    const { attention, load, writer } = this.#parts;
    attention.look();
    const admitted = load.admit(device, writer.queued, writer.limit);
    if (admitted !== "taken") return admitted;
    const found = readPayload(payload, device.decode);
    failPoint("receive");
    const kept = found === undefined ? undefined : this.#sort(device, found, payload);
    if (kept === undefined || !kept.every(isStorable)) {
      this.counts.undecodable += 1;
      this.#aside.putRubbish(device, payload, () => done("undecodable"));
      return "taken";
    }
    if (kept.length > 0) return this.#store(device, kept, done);
    void this.#parts.desk.flush().then(() => done({ accepted: 0 }));
    return "taken";
  }

  #store(device: KnownDevice, kept: readonly Intaken[], done: (taken: Taken) => void): Admission {
    const span = this.#arrivals.arrive();
    const began = this.#sampled ? 0 : performance.now();
    this.#sampled = true;
    const taken = this.#parts.writer.append(kept, (fault) => {
      failPoint("store");
      device.waiting -= kept.length;
      if (began > 0) this.#lastWaitMs = Math.round(performance.now() - began);
      if (fault === undefined) {
        done({ accepted: kept.length });
        failPoint("ack");
        this.#judge(kept);
      } else done("down");
      span.open -= 1;
    });
    failPoint("batch");
    if (!taken) {
      span.open -= 1;
      return "full";
    }
    device.waiting += kept.length;
    this.counts.messages += 1;
    this.counts.readings += kept.length;
    return "taken";
  }

  /** Readings to store; the others of the message are put aside. */
  #sort(device: KnownDevice, found: readonly Decoded[], payload: Buffer): Intaken[] {
    const { clock } = this.#parts;
    const received = clock.now().getTime();
    const kept: Intaken[] = [];
    let newest = Number.NEGATIVE_INFINITY;
    for (const one of found) {
      const known = device.streams.get(one.stream);
      const at = one.at ?? received;
      if (known === undefined) this.#aside.putUnknown(device, one, payload);
      else if (at > received + furthestAheadMs) {
        this.counts.tooFarAhead += 1;
        this.#aside.putAhead(device, one, payload);
      } else {
        if (at > newest) newest = at;
        const flags = this.#flagsOf(device, known, one.value);
        kept.push({ stream: known.no, at, value: one.value, received, quality: flags, outcome: undefined, known });
      }
    }
    if (kept.length > 0) measureClock(device, received - newest, clock.setting().speed);
    return kept;
  }

  #flagsOf(device: KnownDevice, known: KnownStream, value: number): number {
    const isOdd = value < known.lowest || value > known.highest;
    if (isOdd) this.counts.outOfRange += 1;
    return (isOdd ? quality.outOfRange : 0) | (device.skewed ? quality.clockSkewed : 0);
  }

  #judge(stored: readonly Intaken[]): void {
    for (const reading of stored)
      if (reading.known.watches !== undefined && (reading.outcome === "new" || reading.outcome === "late"))
        judgeReading(this.#parts.engine, reading.known.watches, reading);
  }
}

/** Lets the rules on a stream hear a reading; one out of range shows no more than that the device speaks. */
export const judgeReading = (engine: RuleEngine, watches: readonly Watch[], reading: Reading): void => {
  if ((reading.quality & quality.backfilled) !== 0) return;
  const isOdd = (reading.quality & quality.outOfRange) !== 0;
  for (const watch of watches) if (!isOdd || watch.judge.kind === "silence") engine.hear(watch, reading);
};

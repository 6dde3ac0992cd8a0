import type { Decoded } from "@chengyun/kernel";
import type { RuleEngine } from "../modules/alarms/rule/index.ts";
import { failPoint } from "../platform/fail-point.ts";
import { type Arrival, isStorable, quality, type Writer } from "../platform/readings/index.ts";
import type { ServerClock } from "../platform/server-clock.ts";
import { ArrivalClock } from "./arrival-clock.ts";
import { excerpt, readPayload } from "./payload.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { KnownDevice, KnownStream } from "./roster.ts";

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
}

/** Takes what devices send. */
export interface Intake {
  /**
   * Takes a message; `done` is called when what can be kept of it is on disk. False when the queue is full: nothing
   * was taken and `done` is not called.
   */
  readonly take: (device: KnownDevice, payload: Buffer, done: (taken: Taken) => void) => boolean;
  readonly counts: Readonly<IntakeCounts>;
  /** Everything received before this was judged. */
  readonly cut: () => number;
  /** Begins another second. */
  readonly turn: () => void;
  /** From arrival to disk, of one message in each second. */
  readonly lastWaitMs: () => number;
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

/** Opens the intake. */
export const createIntake = ({ writer, engine, desk, clock }: IntakeParts): Intake => {
  const counts: IntakeCounts = { messages: 0, readings: 0, undecodable: 0, outOfRange: 0, tooFarAhead: 0 };
  const arrivals = new ArrivalClock(clock.now().getTime());
  let lastWaitMs = 0;
  let sampled = false;

  const refuse = (device: KnownDevice, payload: Buffer, done: (taken: Taken) => void): void => {
    counts.undecodable += 1;
    desk.put(
      {
        reason: "undecodable",
        deviceId: device.id,
        address: undefined,
        detail: {
          zh: `读不懂的报文，共 ${payload.length} 字节；未入库。`,
          en: `Could not be read, ${payload.length} bytes; nothing of it was stored.`,
        },
        payload: excerpt(payload),
        areaPath: device.areaPath,
      },
      () => done("undecodable"),
    );
  };
  const putAhead = (device: KnownDevice, found: Decoded, payload: Buffer): void => {
    counts.tooFarAhead += 1;
    const at = found.at !== undefined && Math.abs(found.at) <= 8.64e15 ? new Date(found.at).toISOString() : "?";
    desk.put({
      reason: "too-far-ahead",
      deviceId: device.id,
      address: undefined,
      detail: {
        zh: `读数时间 ${at} 超前 36 小时以上（${found.stream} = ${found.value}）；未入库。`,
        en: `Its time ${at} is more than 36 hours ahead (${found.stream} = ${found.value}); not stored.`,
      },
      payload: excerpt(payload),
      areaPath: device.areaPath,
      about: found.stream,
    });
  };
  const putUnknown = (device: KnownDevice, found: Decoded, payload: Buffer): void => {
    desk.put({
      reason: "undecodable",
      deviceId: device.id,
      address: undefined,
      detail: {
        zh: `设备没有监测项“${found.stream.slice(0, 60)}”；该值未入库，其余已入库。`,
        en: `The device has no stream “${found.stream.slice(0, 60)}”; that value was not stored, the others were.`,
      },
      payload: excerpt(payload),
      areaPath: device.areaPath,
      about: `stream ${found.stream.slice(0, 60)}`,
    });
  };
  /** Readings to store; the others of the message are put aside. */
  const sort = (device: KnownDevice, found: readonly Decoded[], payload: Buffer, received: number): Intaken[] => {
    const kept: Intaken[] = [];
    let newest = Number.NEGATIVE_INFINITY;
    for (const one of found) {
      const known = device.streams.get(one.stream);
      const at = one.at ?? received;
      if (known === undefined) putUnknown(device, one, payload);
      else if (at > received + furthestAheadMs) putAhead(device, one, payload);
      else {
        const flags = one.value < known.lowest || one.value > known.highest ? quality.outOfRange : quality.good;
        if (flags !== quality.good) counts.outOfRange += 1;
        if (at > newest) newest = at;
        kept.push({
          stream: known.no,
          at,
          value: one.value,
          received,
          quality: device.skewed ? flags | quality.clockSkewed : flags,
          outcome: undefined,
          known,
        });
      }
    }
    if (newest !== Number.NEGATIVE_INFINITY) measureClock(device, received - newest, clock.setting().speed);
    return kept;
  };
  const judge = (stored: readonly Intaken[]): void => {
    for (const reading of stored) {
      const { watches } = reading.known;
      if (watches === undefined || (reading.outcome !== "new" && reading.outcome !== "late")) continue;
      const isOdd = (reading.quality & quality.outOfRange) !== 0;
      for (const watch of watches) if (!isOdd || watch.judge.kind === "silence") engine.hear(watch, reading);
    }
  };
  return {
    counts,
    cut: () => arrivals.cut,
    turn: () => {
      sampled = false;
      arrivals.turn(clock.now().getTime());
    },
    lastWaitMs: () => lastWaitMs,
    take: (device, payload, done) => {
      const found = readPayload(payload, device.decode);
      if (found === undefined) {
        refuse(device, payload, done);
        return true;
      }
      failPoint("receive");
      const kept = sort(device, found, payload, clock.now().getTime());
      if (!kept.every(isStorable)) {
        refuse(device, payload, done);
        return true;
      }
      if (kept.length === 0) {
        void desk.flush().then(() => done({ accepted: 0 }));
        return true;
      }
      const span = arrivals.arrive();
      const began = sampled ? 0 : performance.now();
      sampled = true;
      const taken = writer.append(kept, (fault) => {
        failPoint("store");
        if (began > 0) lastWaitMs = Math.round(performance.now() - began);
        if (fault === undefined) {
          done({ accepted: kept.length });
          failPoint("ack");
          judge(kept);
        } else done("down");
        span.open -= 1;
      });
      failPoint("batch");
      if (!taken) {
        span.open -= 1;
        return false;
      }
      counts.messages += 1;
      counts.readings += kept.length;
      return true;
    },
  };
};

import type { RuleEngine } from "../modules/alarms/rule/index.ts";
import type { IngestFigures } from "../platform/ingest-link.ts";
import type { Readings } from "../platform/readings/index.ts";
import type { AlarmQueue } from "./alarm-queue.ts";
import type { Intake } from "./intake.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { Roster } from "./roster.ts";

/** Where the figures come from. */
export interface FigureSources {
  readonly intake: Intake;
  readonly readings: Readings;
  readonly roster: Roster;
  readonly engine: RuleEngine;
  readonly queue: AlarmQueue;
  readonly desk: QuarantineDesk;
  readonly connections: () => number;
  readonly databaseOk: () => boolean;
  readonly snapshotAt: () => number;
}

/** Figures of ingest: `now` puts them together, `turn` is called every second. */
export const createFigures = (from: FigureSources): { now: () => IngestFigures; turn: () => void } => {
  const since = new Date().toISOString();
  let before = { messages: 0, readings: 0, at: performance.now() };
  let rates = { messagesPerSecond: 0, readingsPerSecond: 0 };
  return {
    turn: () => {
      const { messages, readings } = from.intake.counts;
      const at = performance.now();
      const seconds = Math.max(0.001, (at - before.at) / 1_000);
      rates = {
        messagesPerSecond: Math.round((messages - before.messages) / seconds),
        readingsPerSecond: Math.round((readings - before.readings) / seconds),
      };
      before = { messages, readings, at };
    },
    now: () => {
      const { intake, readings, roster, engine, queue, desk } = from;
      const { writer } = readings;
      const known = roster.figures();
      return {
        since,
        ...intake.counts,
        ...rates,
        connections: from.connections(),
        devices: known.devices,
        streams: known.streams,
        queued: writer.queued,
        stored: writer.counts.stored,
        repeats: writer.counts.repeats,
        conflicts: writer.counts.conflicts,
        late: writer.counts.late,
        refused: writer.counts.refused,
        clockSkewedDevices: known.skewed,
        lastFlushMs: intake.lastWaitMs(),
        storeOk: writer.fault === undefined,
        ...(writer.fault === undefined ? {} : { storeFault: writer.fault.message.slice(0, 500) }),
        databaseOk: from.databaseOk(),
        ...engine.figures(),
        alarmsPending: queue.pending().length,
        alarmsFailed: queue.failed(),
        quarantinePending: desk.pending(),
        snapshotAgeMs: Date.now() - from.snapshotAt(),
        rssBytes: process.memoryUsage.rss(),
      };
    },
  };
};

import type { RuleEngine } from "../modules/alarms/rule/index.ts";
import type { IngestFigures } from "../platform/ingest-link.ts";
import type { Readings } from "../platform/readings/index.ts";
import type { AlarmQueue } from "./alarm-queue.ts";
import type { Broker } from "./broker.ts";
import type { Intake } from "./intake.ts";
import type { Load } from "./load.ts";
import type { QuarantineDesk } from "./quarantine-desk.ts";
import type { Roster } from "./roster.ts";
import type { Rounds } from "./rounds.ts";

/** Where the figures come from. */
export interface FigureSources {
  readonly intake: Intake;
  readonly readings: Readings;
  readonly roster: Roster;
  readonly engine: RuleEngine;
  readonly queue: AlarmQueue;
  readonly desk: QuarantineDesk;
  readonly broker: Broker;
  readonly load: Load;
  readonly rounds: Rounds;
  readonly store: { readonly isOk: () => boolean };
}

/** Puts the figures of ingest together whenever asked. */
export const createFigures = (from: FigureSources): (() => IngestFigures) => {
  const since = new Date().toISOString();
  const { intake, readings, roster, engine, queue, desk, broker, rounds, store, load } = from;
  return () => {
    const { writer } = readings;
    const { stored, repeats, conflicts, late, refused } = writer.counts;
    const { devices, streams, skewed } = roster.figures();
    return {
      since,
      ...intake.counts,
      ...rounds.rates(),
      ...engine.figures(),
      ...{ devices, streams, stored, repeats, conflicts, late, refused },
      clockSkewedDevices: skewed,
      connections: broker.connections,
      queued: writer.queued,
      lastFlushMs: intake.lastWaitMs,
      storeOk: writer.fault === undefined,
      ...(writer.fault === undefined ? {} : { storeFault: writer.fault.message.slice(0, 500) }),
      databaseOk: store.isOk(),
      alarmsPending: queue.pending.length,
      alarmsFailed: queue.failed,
      quarantinePending: desk.pending(),
      quarantineFailed: desk.failed(),
      snapshotAgeMs: Date.now() - rounds.snapshotAt(),
      rssBytes: process.memoryUsage.rss(),
      load: load.stand(),
      heldBytes: broker.heldBytes,
    };
  };
};

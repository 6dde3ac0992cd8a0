import { findIngestFigures, type IngestFigures } from "../../../platform/ingest-link.ts";
import type { Metrics, Sample } from "../../../platform/metrics.ts";
import { access, probeAccess } from "./access-probe.ts";
import { backups, probeBackups } from "./backup-probe.ts";
import { bodies, probeBodies } from "./body-probe.ts";
import { channels, probeChannels } from "./channel-probe.ts";
import { calendar, duties, probeCalendar, probeDuties, probeQuarantine, quarantine } from "./city-probes.ts";
import { guard, probeGuard } from "./guard-probe.ts";
import { ingest, probeIngest } from "./ingest-probe.ts";
import type { Watched } from "./model.ts";
import { createReactionProbe, probeProcesses, processes, reactions } from "./process-probes.ts";
import { findJournalStand } from "./store.ts";
import { database, disk, journal, probeDatabase, probeDisk, probeJournal } from "./store-probes.ts";
import { probeWitnesses, witnesses } from "./witness-probe.ts";

/** Adds the probes and measures of an api process to its vitals. */
export const watchParts = (watched: Watched): void => {
  const { vitals } = watched.seed().deployment;
  vitals.add(processes, () => probeProcesses(watched));
  vitals.add(database, () => probeDatabase(watched));
  vitals.add(journal, () => probeJournal(watched));
  vitals.add(guard, () => probeGuard(watched));
  vitals.add(access, () => probeAccess(watched));
  vitals.add(witnesses, () => probeWitnesses(watched));
  vitals.add(backups, () => probeBackups(watched));
  vitals.add(reactions, createReactionProbe(watched));
  vitals.add(ingest, () => probeIngest(watched));
  vitals.add(disk, () => probeDisk(watched));
  vitals.add(duties, () => probeDuties(watched));
  vitals.add(bodies, () => probeBodies(watched));
  vitals.add(calendar, () => probeCalendar(watched));
  vitals.add(quarantine, () => probeQuarantine(watched));
  vitals.add(channels, () => probeChannels(watched));
  addMeasures(vitals.metrics, watched);
};

const ingestMeasures = {
  ingest_messages_total: { help: "Messages ingest has taken since it started", of: (now) => now.messages },
  ingest_readings_total: { help: "Readings ingest has decoded since it started", of: (now) => now.readings },
  ingest_refused_total: { help: "Connections and messages refused for a wrong id or token", of: (now) => now.refused },
  ingest_undecodable_total: { help: "Payloads nobody could decode", of: (now) => now.undecodable },
  ingest_connections: { help: "Devices connected now", of: (now) => now.connections },
  ingest_queued_readings: { help: "Readings waiting to be stored", of: (now) => now.queued },
  ingest_overloaded: { help: "1 while ingest says it is overloaded", of: (now) => (now.load.level === "calm" ? 0 : 1) },
  ingest_told_to_come_again: {
    help: "Messages refused in the overload that is, or was last",
    of: (now) => now.load.refused,
  },
  ingest_held_bytes: { help: "Bytes of messages that wait unacknowledged for a place", of: (now) => now.heldBytes },
  ingest_pending_alarms: { help: "Alarm events not yet in the operations store", of: (now) => now.alarmsPending },
} as const satisfies Readonly<Record<string, { help: string; of: (now: IngestFigures) => number }>>;

const addMeasures = (metrics: Metrics, { seed, reactor }: Watched): void => {
  metrics.watchProcess();
  metrics.add({
    name: "reaction_lag_entries",
    help: "Journal entries a reaction has not seen yet",
    labels: ["reaction"],
    read: async () =>
      (await reactor.lag()).map(({ name, behind }): Sample => ({ value: behind, labels: { reaction: name } })),
  });
  metrics.add({
    name: "journal_head_position",
    help: "Position of the newest journal entry",
    read: async () => [{ value: (await findJournalStand(seed().db)).head }],
  });
  metrics.add({
    name: "journal_waiting_entries",
    help: "Committed journal entries that wait for their position",
    read: async () => [{ value: (await findJournalStand(seed().db)).waiting }],
  });
  metrics.add({
    name: "process_restarts",
    help: "How often the supervisor started a process again",
    labels: ["process"],
    read: async () =>
      seed()
        .deployment.vitals.processes()
        .map(({ name, restarts }): Sample => ({ value: restarts, labels: { process: name } })),
  });
  for (const [name, { help, of }] of Object.entries(ingestMeasures))
    metrics.add({
      name,
      help,
      read: async () => {
        const now = await findIngestFigures(seed().deployment);
        return now === undefined ? [] : [{ value: of(now) }];
      },
    });
};

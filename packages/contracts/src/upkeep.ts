import { z } from "zod";
import { Moment, Text } from "./shape.ts";

/** Health of one part of the platform. */
export const PartHealth = z.object({
  part: z.string(),
  name: Text,
  state: z.enum(["well", "degraded", "down", "unknown"]),
  words: Text,
  since: Moment.optional(),
  figures: z.array(z.object({ name: Text, value: z.number(), unit: z.string().optional() })),
});
export type PartHealth = z.infer<typeof PartHealth>;

/** Health of everything. */
export const Health = z.object({
  state: z.enum(["well", "degraded", "down"]),
  version: z.string(),
  parts: z.array(PartHealth),
});
export type Health = z.infer<typeof Health>;

/** How full ingest can be, from nothing to do to nothing more taken. */
export const loadLevels = ["calm", "strained", "tight", "full"] as const;

/** How ingest stands against what comes in: what is short, since when, and what was told to come again. */
export const LoadStand = z.object({
  level: z.enum(loadLevels),
  short: z.enum(["queue", "memory", "processor"]).optional(),
  since: Moment.optional(),
  /** Messages refused over HTTP since the overload began. */
  refused: z.number().int(),
  /** Lines cut because too much was held back. */
  cut: z.number().int(),
  /** Batches of the past and other work that gave way. */
  givenWay: z.number().int(),
});
export type LoadStand = z.infer<typeof LoadStand>;

/** One making, or one trying, of a backup. */
const BackupRun = z.object({
  id: z.string(),
  kind: z.enum(["backup", "test"]),
  state: z.enum(["running", "done", "failed", "interrupted"]),
  place: z.string(),
  name: z.string(),
  beganAt: Moment,
  endedAt: Moment.optional(),
  /** Name of who asked for it; absent: the plan, or somebody at the machine. */
  askedBy: z.string().optional(),
  bytes: z.number().int().optional(),
  /** Entries of the journal in it. */
  journalSize: z.number().int().optional(),
  step: z
    .object({
      is: z.enum(["database", "files", "readings", "journal"]),
      done: z.number().int(),
      /** 0: not known. */
      of: z.number().int(),
    })
    .optional(),
  fault: Text.optional(),
  /** When it was removed because newer ones are kept. */
  removedAt: Moment.optional(),
});
/** One making, or one trying, of a backup. */
export type BackupRun = z.infer<typeof BackupRun>;

/** How backups are made here, and what came of the newest. */
export const Backups = z.object({
  /** Where they lie; absent when none are set up. */
  place: z.string().optional(),
  /** Time of day in the city's zone. */
  at: z.string(),
  keep: z.number().int(),
  /** A restore is tried at least every so many days; 0: never by itself. */
  testDays: z.number().int(),
  /** Whether this machine can open what it makes. */
  canTest: z.boolean(),
  items: z.array(BackupRun),
});
export type Backups = z.infer<typeof Backups>;

/** How many hours back the strip reaches. */
export const StripQuery = z.object({ hours: z.coerce.number().int().min(1).max(168).default(24) });

/** Counts per slice of time, for the strip under the map. */
export const Strip = z.object({
  from: Moment,
  to: Moment,
  sliceMs: z.number().int(),
  alarms: z.array(z.number().int()),
  reports: z.array(z.number().int()),
  cases: z.array(z.number().int()),
});
export type Strip = z.infer<typeof Strip>;

export type { Bucket } from "./bucket.ts";
export {
  copiedTables,
  copyPartIn,
  copyPartOut,
  countCopied,
  emptyStore,
  findBorders,
  isStoreEmpty,
  listCopyParts,
} from "./copy.ts";
export type { NewCorrection } from "./correction.ts";
export type { Engine, EngineConfig } from "./engine.ts";
export { startEngine } from "./engine.ts";
export { openReadingQueries, openReadings, type Readings, type ReadingsConfig } from "./open-readings.ts";
export type { Correction, ProfileHour, Queries, Series, SeriesPoint, Span } from "./queries.ts";
export type { Arrival, Outcome, Reading } from "./reading.ts";
export { isStorable, quality } from "./reading.ts";
export { rebuildRollUps } from "./roll-up.ts";
export type { Level } from "./schema.ts";
export { openStore, type StoreAddress } from "./store.ts";
export type { Stored, Writer, WriterCounts, WriterLimits } from "./writer.ts";

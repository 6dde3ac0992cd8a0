import type { ImportCounts, ImportKind, ImportReject, RowPlaces } from "@chengyun/contracts";

/** A run as it lies in the table. */
export interface RunRecord {
  readonly id: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly name: string;
  readonly file: string;
  readonly mapping: string;
  /** What `line` counts in its rows. */
  readonly places: RowPlaces;
  /** Area of whoever began it: only who may import there goes on with it. */
  readonly areaPath: string;
  /** Departments of whoever began it. */
  readonly departments: "all" | readonly string[];
  readonly beganAt: Date;
  readonly endedAt: Date | undefined;
}

/** Which runs an actor sees: those of their area, of departments of theirs, and of citizens' reports by permission. */
export interface RunReach {
  readonly areaPath: string;
  readonly departments: "all" | readonly string[];
  readonly seesReports: boolean;
}

/** What a batch came to. */
export interface BatchResult {
  readonly counts: ImportCounts;
  readonly rejects: readonly ImportReject[];
}

/** A batch of readings as it lies in the table. */
export interface ReadingBatch extends BatchResult {
  /** Places in the batch of those that were not taken. */
  readonly lost: readonly number[];
  /** The run was begun again after its end: what was not taken then is tried once more. */
  readonly again: boolean;
}

/** A place in the list of rows that were not taken. */
export interface RejectPlace {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

/** Counts before anything was counted. */
export const noCounts: ImportCounts = {
  rows: 0,
  added: 0,
  changed: 0,
  known: 0,
  refused: 0,
  flagged: 0,
  quarantined: 0,
  conflicts: 0,
};

/** Under which key the quarantine counts readings of a run whose thing nobody knows; without a thing, how all of them begin. */
export const quarantineKey = (runId: string, thing: string): string => `import|${runId}|${thing}`;

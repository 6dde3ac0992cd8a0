import type { ImportCounts, ImportKind, ImportReject } from "@chengyun/contracts";

/** A run as it lies in the table. */
export interface RunRecord {
  readonly id: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly name: string;
  readonly file: string;
  readonly mapping: string;
  /** Area of whoever began it: only who may import there goes on with it. */
  readonly areaPath: string;
  readonly beganAt: Date;
  readonly endedAt: Date | undefined;
}

/** What a batch came to. */
export interface BatchResult {
  readonly counts: ImportCounts;
  readonly rejects: readonly ImportReject[];
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

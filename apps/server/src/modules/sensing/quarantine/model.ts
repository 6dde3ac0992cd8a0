import type { Quarantined } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

/** Why something was put aside. */
export type QuarantineReason = Quarantined["reason"];

/** Something to put aside; the same key again counts on the same row. Times in ms. */
export interface NewQuarantined {
  readonly id: string;
  readonly key: string;
  readonly reason: QuarantineReason;
  readonly deviceId: string | undefined;
  readonly address: string | undefined;
  readonly detail: Label;
  readonly payload: string | undefined;
  readonly areaPath: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A row of the quarantine. */
export interface QuarantinedRecord {
  readonly id: string;
  readonly reason: QuarantineReason;
  readonly deviceId: string | undefined;
  readonly address: string | undefined;
  readonly detail: Label;
  readonly payload: string | undefined;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

import type { Severity } from "@chengyun/kernel";

/** An alarm as it lies in the table, with where it stands. */
export interface AlarmRecord {
  readonly id: string;
  readonly rule: string;
  readonly thingId: string;
  readonly streamNo: number;
  /** Start of the condition as known when raised: part of the identity. */
  readonly startedAt: Date;
  /** Start of the condition as known now. */
  readonly since: Date;
  readonly raisedAt: Date;
  /** Device time of the newest event told. */
  readonly toldAt: Date;
  readonly clearedAt: Date | undefined;
  readonly acknowledgedAt: Date | undefined;
  /** Person id in the vault. */
  readonly acknowledgedBy: string | undefined;
  readonly severity: Severity;
  readonly peak: Severity;
  readonly value: number;
  readonly silence: boolean;
  readonly position: readonly [longitude: number, latitude: number];
  readonly areaPath: string;
  readonly caseId: string | undefined;
  /** The alarm this one is an echo of, along the network. */
  readonly causeId: string | undefined;
  readonly stage: "raised" | "acknowledged" | "cleared";
  readonly version: number;
}

/** What alarms are asked by; both paths must hold them. */
export interface AlarmFilter {
  readonly areaPath: string;
  readonly open: boolean | undefined;
  readonly severity: Severity | undefined;
  readonly rule: string | undefined;
  readonly thingId: string | undefined;
  readonly box: readonly [number, number, number, number] | undefined;
  /** Only echoes of this alarm. */
  readonly causeId: string | undefined;
  /** Only alarms that are no echo. */
  readonly causes: boolean | undefined;
  /** Only those with a smaller id: older ones. */
  readonly before: string | undefined;
  readonly limit: number;
}

import { type AreaPath, type Label, type Severity, severityRank } from "@chengyun/kernel";
import type { Attributes } from "../../../platform/attributes.ts";

export type { Attributes };

/** A thing as it lies in the table. */
export interface ThingRecord {
  readonly id: string;
  readonly no: number;
  /** Its registrar's own name for it, so that registering twice makes one. */
  readonly ref: string;
  readonly type: string;
  readonly code: string | undefined;
  readonly name: Label;
  readonly position: readonly [longitude: number, latitude: number];
  readonly attributes: Attributes;
  readonly areaPath: AreaPath;
  readonly departmentId: string | undefined;
  readonly retired: boolean;
  /** Alarms that stand on it now, by id. */
  readonly openAlarms: OpenAlarms;
}

/** An open alarm as the map needs it. */
export interface OpenAlarm {
  readonly severity: Severity;
  /** Raised by a rule that watches for silence. */
  readonly silence: boolean;
}

export type OpenAlarms = Readonly<Record<string, OpenAlarm>>;

/** Gravest level of the alarms about values; silence is shown apart, in grey. */
export const gravest = (alarms: OpenAlarms): Severity | undefined =>
  Object.values(alarms)
    .filter((alarm) => !alarm.silence)
    .map((alarm) => alarm.severity)
    .sort((one, other) => severityRank(other) - severityRank(one))[0];

/** A directed edge between two things. */
export interface LinkRecord {
  readonly id: string;
  readonly no: number;
  readonly ref: string;
  readonly type: string;
  readonly fromId: string;
  readonly toId: string;
  readonly line: readonly (readonly [number, number])[];
  readonly attributes: Attributes;
}

import type { AreaPath, FactValues, Label, Severity } from "@chengyun/kernel";

/** Who did something, and when. */
export interface Doing {
  readonly at: Date;
  /** Person id. */
  readonly by: string;
}

/** What a reporter said of the mending: whether it is fixed, when, with which report, and whether an officer was told it on the telephone. */
export interface Heard {
  readonly at: Date;
  readonly fixed: boolean;
  readonly called: boolean;
  readonly reportId: string | undefined;
}

/** What a case knows beside where it stands in its flow. */
export interface CaseRecord {
  readonly id: string;
  /** The human number, laid out by the city's profile. */
  readonly no: string;
  readonly category: string;
  readonly title: Label;
  readonly severity: Severity | undefined;
  readonly position: readonly [longitude: number, latitude: number];
  readonly areaPath: AreaPath;
  readonly thingId: string | undefined;
  /** Department that has it now, or had it when it ended; none while it waits to be dispatched, for the first time or anew. */
  readonly departmentId: string | undefined;
  /** Department that handed it back last, until it is dispatched anew. */
  readonly handedBackBy: string | undefined;
  readonly reports: number;
  /** Whether one of its reports is urgent, as whoever took it said. */
  readonly urgent: boolean;
  /** Channel of the report that opened it. */
  readonly channel: string | undefined;
  /** Whether its position is a place; false where another system only guessed. */
  readonly placed: boolean;
  /** Every fact given so far, the newest of each. */
  readonly facts: FactValues;
  readonly openedAt: Date;
  /** When the last report came in. */
  readonly reportedAt: Date;
  /** The department says it is mended. */
  readonly fixed: Doing | undefined;
  /** Somebody else looked and agrees. */
  readonly verified: Doing | undefined;
  /** The file is shut. */
  readonly closed: Doing | undefined;
  /** The word of a reporter that counts. */
  readonly heard: Heard | undefined;
  /** Case it was merged into: the same problem, told there from then on. */
  readonly mergedInto: string | undefined;
  /** Since when it no longer counts as late, for an appeal was granted. */
  readonly exemptedAt: Date | undefined;
}

/** A case with where it stands. */
export interface StandingCase extends CaseRecord {
  readonly stage: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly departments: readonly string[];
  /** Nearest deadline that runs. */
  readonly dueAt: Date | undefined;
}

import type {
  CapAlert,
  CapCategory,
  CapCertainty,
  CapSeverity,
  CapUrgency,
  Label,
  NoticeValue,
  Reach,
  Severity,
  WarningStatus,
  WarningText,
} from "@chengyun/kernel";
import type { MultiPolygon } from "geojson";
import type { Box } from "../../../platform/geometry.ts";

/** A value of a template's place as it is kept: moments as text. */
export type KeptValue = Exclude<NoticeValue, Date>;

/** What a warning says. */
export interface WarningSaid {
  readonly event: Label;
  /** Code of the event (GB/T 35561); absent where a sender named none. */
  readonly code?: string | undefined;
  readonly category: CapCategory;
  readonly urgency: CapUrgency;
  readonly severity: CapSeverity;
  readonly certainty: CapCertainty;
  readonly text: WarningText;
  readonly values: Readonly<Record<string, KeptValue>>;
  /** Who another authority says that it is. */
  readonly senderName?: string | undefined;
}

/** A warning's facts; where it stands, its subject says. */
export interface WarningRecord {
  readonly id: string;
  /** Ours, or another authority's. */
  readonly source: "own" | "received";
  /** Type that a pack declares; absent for a received one. */
  readonly type: string | undefined;
  readonly colour: Severity;
  readonly status: WarningStatus;
  readonly said: WarningSaid;
  readonly reach: Reach;
  readonly shape: MultiPolygon;
  readonly box: Box;
  /** Communities and cells it touches. */
  readonly areaPaths: readonly string[];
  readonly onset: Date | undefined;
  readonly expires: Date;
  readonly departmentId: string | undefined;
  /** The warning that it follows. */
  readonly updates: string | undefined;
  readonly about: { readonly kind: "alarm" | "case" | "incident"; readonly id: string } | undefined;
}

/** A warning with where it stands. */
export interface StandingWarning extends WarningRecord {
  readonly stage: string;
  readonly version: number;
  readonly areaPath: string;
  readonly createdAt: Date;
  /** When its first message went out. */
  readonly sentAt: Date | undefined;
}

/** Kind of a message about a warning. */
export type MessageType = "Alert" | "Update" | "Cancel";

/** A message that went out or came in, exactly as it was said: it is never written anew. */
export interface MessageRecord {
  readonly identifier: string;
  readonly sender: string;
  readonly warningId: string;
  readonly msgType: MessageType;
  readonly sentAt: Date;
  readonly alert: CapAlert;
}

import type { ComponentType } from "react";
import type { Strings } from "../strings/zh.ts";

/** Places of the rail; screens of one place share it. */
export type RailPlace =
  | "duty"
  | "desk"
  | "map"
  | "cases"
  | "alarms"
  | "warnings"
  | "incidents"
  | "risk"
  | "things"
  | "persons"
  | "dictionaries"
  | "forms"
  | "import"
  | "system";

/** One screen of the console. */
export interface Screen {
  readonly path: string;
  readonly permission?: string;
  readonly label: keyof Strings["screens"];
  /** Absent: reached from elsewhere, not from the rail. */
  readonly rail?: RailPlace;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

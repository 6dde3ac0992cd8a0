import type { Label } from "./label.ts";
import type { Limit } from "./limit.ts";
import type { Duration, Metres } from "./quantity.ts";

/** When a new report joins an open case of the same category instead of opening one: all parts given must hold. */
export interface Joining {
  readonly within?: Metres;
  readonly for?: Duration;
  /** `thing`: only reports about the same thing join. */
  readonly same?: "thing";
}

/** A category of case: which flow, whose duty, which clocks, and the written conditions to file and to close. */
export interface CaseType {
  readonly id: string;
  readonly name: Label;
  /** Id of a flow of the platform, e.g. `city-case`. */
  readonly flow: string;
  /** A duty the city profile maps to a department, e.g. `drainage`. */
  readonly handledBy: string;
  /** Limits by clock of the flow; a clock not named takes the flow's own. */
  readonly clocks?: Readonly<Record<string, Limit>>;
  /** Condition under which a case is filed (立案条件). */
  readonly files: Label;
  /** Condition under which a case is closed (结案条件). */
  readonly closes: Label;
  readonly joins?: Joining;
}

/** Declares a category of case. */
export const defineCase = <const T extends CaseType>(type: T): T => type;

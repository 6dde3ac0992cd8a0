import type { EverydayWords } from "./everyday-words.ts";
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

/** One written condition under which a case of a category is filed, with its own limits and way to be closed. */
export interface CaseCondition {
  /** Unique within the category. */
  readonly id: string;
  readonly files: Label;
  readonly closes: Label;
  /** Limits by clock of the flow, before the category's own. */
  readonly clocks?: Readonly<Record<string, Limit>>;
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
  /** Conditions one of which is chosen when filing (立案标准); the two above alone when absent. */
  readonly conditions?: readonly CaseCondition[];
  /** Class in the national table: parts or events, two digits of the major and two of the minor class. */
  readonly class?: CaseClass;
  /**
   * Class whose cases these are some of, as devices see them: people choose the class where it is offered, and where a
   * dictionary in force has it these cases are of that class.
   */
  readonly narrows?: CaseClass;
  /** What people call it beside its name (下水道 for a storm grate): searched, never shown as its name. */
  readonly words?: EverydayWords;
  readonly joins?: Joining;
  /** Facts its cases may do without though a move of the flow needs them: a photo where the proof is a reading. */
  readonly waives?: readonly string[];
  /** Forms asked with moves of its cases, by move; that of `report` is asked of whoever reports, never of an alarm. */
  readonly forms?: Readonly<Record<string, string>>;
}

/** A class of the city management dictionaries: of a part (部件) or an event (事件). */
export interface CaseClass {
  readonly of: "part" | "event";
  /** Major and minor class, e.g. `0103`. */
  readonly code: string;
}

/** Conditions of a category: those it lists, else its only one under the id `1`. */
export const conditionsOf = (type: CaseType): readonly CaseCondition[] =>
  type.conditions ?? [{ id: "1", files: type.files, closes: type.closes }];

/** Limits of a case by clock once a condition was chosen. */
export const limitsOf = (type: CaseType, condition: CaseCondition | undefined): Readonly<Record<string, Limit>> => ({
  ...type.clocks,
  ...condition?.clocks,
});

/** Declares a category of case. */
export const defineCase = <const T extends CaseType>(type: T): T => type;

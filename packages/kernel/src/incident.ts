import type { Formula } from "./formula.ts";
import type { Label } from "./label.ts";
import type { Limit } from "./limit.ts";
import type { Duration, Metres } from "./quantity.ts";
import type { Severity } from "./severity.ts";

/** Levels of an incident and of the response to it, the gravest first (GB/T 29639; 国家突发事件总体应急预案: 特别重大、重大、较大、一般). */
export const incidentLevels = ["I", "II", "III", "IV"] as const;

/** One level: I is the gravest. */
export type IncidentLevel = (typeof incidentLevels)[number];

/** What a level is called, and the colour the standards give it. */
export const levelNames: Readonly<Record<IncidentLevel, Label>> = {
  I: { zh: "Ⅰ级（特别重大）", en: "Level I (extremely serious)" },
  II: { zh: "Ⅱ级（重大）", en: "Level II (serious)" },
  III: { zh: "Ⅲ级（较大）", en: "Level III (major)" },
  IV: { zh: "Ⅳ级（一般）", en: "Level IV (ordinary)" },
};

/** Colour of each level: red, orange, yellow, blue. */
export const levelColours: Readonly<Record<IncidentLevel, Severity>> = {
  I: "red",
  II: "orange",
  III: "yellow",
  IV: "blue",
};

/** Whether a text names a level. */
export const isIncidentLevel = (text: unknown): text is IncidentLevel => incidentLevels.some((level) => level === text);

/** How grave a level is: 1 for IV up to 4 for I; 0 where there is none. */
export const levelRank = (level: IncidentLevel | undefined): number =>
  level === undefined ? 0 : incidentLevels.length - incidentLevels.indexOf(level);

/** Figures that people report of an incident, the same in every plan, so that they can be added up over incidents. */
export const figureNames = {
  dead: { zh: "死亡（人）", en: "Dead" },
  missing: { zh: "失联（人）", en: "Missing" },
  injured: { zh: "受伤（人）", en: "Injured" },
  trapped: { zh: "被困（人）", en: "Trapped" },
  affected: { zh: "受影响（人）", en: "Affected" },
  moved: { zh: "已转移（人）", en: "Moved to safety" },
  loss: { zh: "直接经济损失（万元）", en: "Direct loss (10,000 yuan)" },
} as const satisfies Readonly<Record<string, Label>>;

/** One of the figures. */
export type FigureId = keyof typeof figureNames;

/** Where a named input of a level's condition comes from. */
export type IncidentInput =
  /** How many of its open alarms are at least so grave; all of them when nothing is said. */
  | { readonly counts: "alarms"; readonly atLeast?: Severity; readonly rules?: readonly string[] }
  /** How many cases belong to it. */
  | { readonly counts: "cases" }
  /** The highest value among its alarms, by the rules named: centimetres of water, per cent of gas. */
  | { readonly highest: "alarm-value"; readonly rules: readonly string[] }
  /** Minutes since it was told of. */
  | { readonly passed: "minutes" }
  /** A figure somebody reported. */
  | { readonly said: FigureId }
  /** What somebody measured or foresaw, typed with the figures under this name; 0 until then. */
  | { readonly asked: "number" };

/** One named input with its words and unit: what the proposal's reason lists. */
export interface NamedInput {
  readonly name: Label;
  readonly unit?: string;
  readonly from: IncidentInput;
}

/** The condition of one level: a formula over the inputs, and the same in words. */
export interface LevelCondition {
  readonly level: IncidentLevel;
  /** CEL, gives yes or no. Numbers are doubles: `points >= 3.0`. */
  readonly when: string;
  readonly words: Label;
}

/** When cases by themselves make an incident that waits for somebody to confirm it. */
export interface CasePattern {
  /** Categories of cases it looks at. */
  readonly cases: readonly string[];
  /** Only cases at least so grave count. */
  readonly atLeast?: Severity;
  /** So many of them… */
  readonly count: number;
  /** …within this distance of the newest, reported within this time. */
  readonly within: Metres;
  readonly for: Duration;
}

/** A kind of incident: how it is told, how grave it is, which plan answers it, when what must be reported. */
export interface IncidentType {
  readonly id: string;
  readonly name: Label;
  /** What the city must know first: who is in danger, what may follow. Shown while somebody opens one. */
  readonly hint?: Label;
  /** Category of the case that an incident opened by hand makes. */
  readonly case: string;
  readonly inputs: Readonly<Record<string, NamedInput>>;
  /** The gravest first; the first that holds is proposed. */
  readonly levels: readonly LevelCondition[];
  readonly opens?: CasePattern;
  /** First, continued and final report (首报、续报、终报) to whoever is above. */
  readonly reports: { readonly first: Limit; readonly continued: Limit; readonly final: Limit };
}

/** Declares a kind of incident. */
export const defineIncident = <const I extends IncidentType>(type: I): I => type;

/** The condition of a level as a formula with typed inputs, for the platform to compile. */
export const levelFormula = (type: IncidentType, condition: LevelCondition): Formula => ({
  id: `${type.id}-${condition.level}`,
  name: condition.words,
  text: condition.when,
  inputs: Object.fromEntries(Object.keys(type.inputs).map((name) => [name, "number" as const])),
  gives: "flag",
});

/** A level that its conditions lead to, with the condition that held; undefined where none did. */
export interface Proposal {
  readonly level: IncidentLevel;
  readonly words: Label;
}

/** The gravest level whose condition holds. */
export const proposeLevel = (
  type: IncidentType,
  holds: (condition: LevelCondition) => boolean,
): Proposal | undefined => {
  const found = [...type.levels]
    .sort((a, b) => levelRank(b.level) - levelRank(a.level))
    .find((condition) => holds(condition));
  return found === undefined ? undefined : { level: found.level, words: found.words };
};

import type { Label } from "./label.ts";
import { fillLabel, listPlaces, type NoticePlace, type NoticeValue } from "./notice.ts";
import type { Duration } from "./quantity.ts";
import { type Severity, severities } from "./severity.ts";

/** Categories of an event (OASIS CAP 1.2 §3.2.2 `category`). */
export const capCategories = [
  "Geo",
  "Met",
  "Safety",
  "Security",
  "Rescue",
  "Fire",
  "Health",
  "Env",
  "Transport",
  "Infra",
  "CBRNE",
  "Other",
] as const;
/** One category of CAP. */
export type CapCategory = (typeof capCategories)[number];

/** How soon one must act (CAP 1.2 §3.2.2 `urgency`). */
export const capUrgencies = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
/** How soon one must act. */
export type CapUrgency = (typeof capUrgencies)[number];

/** How bad it can get (CAP 1.2 §3.2.2 `severity`). */
export const capSeverities = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
/** How bad it can get. */
export type CapSeverity = (typeof capSeverities)[number];

/** How sure it is (CAP 1.2 §3.2.2 `certainty`). */
export const capCertainties = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;
/** How sure it is. */
export type CapCertainty = (typeof capCertainties)[number];

/** Whether a message is meant: a drill's is `Exercise`, a trial of the line `Test` (CAP 1.2 §3.2.1 `status`). */
export const warningStatuses = ["Actual", "Exercise", "Test"] as const;
/** Whether a message is meant. */
export type WarningStatus = (typeof warningStatuses)[number];

/** Severity of each colour: red is extreme (GB/T 35965.1, table of levels: red, orange, yellow, blue). */
export const capSeverityOf: Readonly<Record<Severity, CapSeverity>> = {
  red: "Extreme",
  orange: "Severe",
  yellow: "Moderate",
  blue: "Minor",
};

/** The colour of a foreign message that names none. */
export const colourOf = (severity: CapSeverity): Severity =>
  severities.find((colour) => capSeverityOf[colour] === severity) ?? "blue";

/** What is said, in both languages and two lengths: the short one for SMS, screens and loudspeakers. */
export interface WarningText {
  readonly headline: Label;
  readonly short: Label;
  readonly description: Label;
  readonly instruction: Label;
}

/** One colour of a type of warning: from when on, and what is said. */
export interface WarningLevel {
  /** The published threshold, as an officer reads it. */
  readonly condition: Label;
  readonly urgency: CapUrgency;
  readonly certainty: CapCertainty;
  /** How long it holds unless somebody says otherwise. */
  readonly holds: Duration;
  readonly text: WarningText;
}

/** A kind of warning that a subject declares: its event, whose duty it is, its levels and templates. */
export interface WarningType {
  readonly id: string;
  readonly name: Label;
  /** What CAP calls the event: at most 35 characters in each language. */
  readonly event: Label;
  readonly category: CapCategory;
  /** Code of the event in the national table of emergencies (GB/T 35561), e.g. `11B01`. */
  readonly code: string;
  /** A duty the profile maps to a department: who answers for it. */
  readonly duty: string;
  /** Places of the templates: what an officer types or a forecast gives. */
  readonly places: Readonly<Record<string, NoticePlace>>;
  readonly levels: Readonly<Partial<Record<Severity, WarningLevel>>>;
  /** Standard or publication the thresholds come from. */
  readonly source: string;
}

/** Declares a type of warning. */
export const defineWarning = <const W extends WarningType>(warning: W): W => warning;

/** Places that every template may use beside its type's own; the platform fills them. */
export const commonWarningPlaces: Readonly<Record<string, NoticePlace>> = {
  area: { kind: "label", name: { zh: "影响区域", en: "Area" }, sample: { zh: "河东街道", en: "Hedong Street" } },
  department: {
    kind: "label",
    name: { zh: "发布单位", en: "Issued by" },
    sample: { zh: "市应急管理局", en: "Emergency Management Bureau" },
  },
  from: { kind: "time", name: { zh: "开始时间", en: "From" }, sample: new Date(0) },
  until: { kind: "time", name: { zh: "失效时间", en: "Until" }, sample: new Date(0) },
};

const parts = ["headline", "short", "description", "instruction"] as const;

/** Fills a level's templates; what is not known yet stays a visible place. */
export const fillWarning = (
  text: WarningText,
  values: Readonly<Record<string, NoticeValue>>,
  zone: string,
): WarningText => ({
  headline: fillLabel(text.headline, values, zone),
  short: fillLabel(text.short, values, zone),
  description: fillLabel(text.description, values, zone),
  instruction: fillLabel(text.instruction, values, zone),
});

/** Most characters of an event's name that receivers show (a limit of CAP Composer, beyond CAP 1.2). */
export const longestEvent = 35;
/** Most characters of a headline (CAP 1.2 §3.2.2 suggests 160). */
export const longestHeadline = 160;
/** Most corners of one polygon that receivers draw (a limit of CAP Composer, beyond CAP 1.2). */
export const mostVertices = 100;

/** Code of a fault of what a warning says. */
export type WarningFaultCode = "empty" | "too-long" | "open-place" | "wrong-language" | "ends-too-soon" | "no-area";

/** A fault of what a warning says: where (`headline.zh`), and which. */
export interface WarningFault {
  readonly path: string;
  readonly code: WarningFaultCode;
}

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

const faultsOf = (path: string, text: string, most: number, language: "zh" | "en"): WarningFault[] => [
  ...(text.trim() === "" ? [{ path, code: "empty" } as const] : []),
  ...([...text].length > most ? [{ path, code: "too-long" } as const] : []),
  ...(listPlaces(text).length > 0 ? [{ path, code: "open-place" } as const] : []),
  // A Chinese text has Chinese characters; an English one has none: each info block speaks one language.
  ...(text.trim() !== "" && hasHan(text) !== (language === "zh") ? [{ path, code: "wrong-language" } as const] : []),
];

const longest: Readonly<Record<(typeof parts)[number], number>> = {
  headline: longestHeadline,
  short: 500,
  description: 4_000,
  instruction: 4_000,
};

/** What stands in the way of sending a warning's words: each text in each language, and the event's name. */
export const checkWarningText = (event: Label, text: WarningText): WarningFault[] =>
  (["zh", "en"] as const).flatMap((language) => [
    ...faultsOf(`event.${language}`, event[language], longestEvent, language),
    ...parts.flatMap((part) => faultsOf(`${part}.${language}`, text[part][language], longest[part], language)),
  ]);

/** Messages that a text costs when sent as SMS: 70 characters, or 67 each of several; 160 and 153 in plain Latin. */
export const countSms = (text: string): number => {
  const isLatin = /^[\n\r\x20-\x7e]*$/.test(text);
  const [alone, joined] = isLatin ? [160, 153] : [70, 67];
  return text.length <= alone ? 1 : Math.ceil(text.length / joined);
};

/** Faults of a declared type of warning, in words its author can act on. */
export const checkWarningType = (warning: WarningType): string[] => {
  const known = new Set([...Object.keys(commonWarningPlaces), ...Object.keys(warning.places)]);
  const levels = Object.entries(warning.levels);
  const faults = levels.flatMap(([colour, { text, holds }]) => [
    ...(holds > 0 ? [] : [`${colour}: it holds for no time at all`]),
    ...parts.flatMap((part) =>
      (["zh", "en"] as const).flatMap((language) => [
        ...listPlaces(text[part][language])
          .filter((place) => !known.has(place))
          .map((place) => `${colour}, ${part}.${language}: no place {${place}}`),
        ...faultsOf("", text[part][language].replaceAll(/\{[^}]*\}/g, ""), longest[part], language)
          .filter(({ code }) => code !== "open-place")
          .map(({ code }) => `${colour}, ${part}.${language}: ${code}`),
      ]),
    ),
  ]);
  if (levels.length === 0) faults.push("it has no level");
  for (const language of ["zh", "en"] as const)
    faults.push(...faultsOf("", warning.event[language], longestEvent, language).map(({ code }) => `event: ${code}`));
  if (!/^\d{2}[A-Z]\d{2}$/.test(warning.code)) faults.push(`code "${warning.code}": two digits, a letter, two digits`);
  return faults.map((fault) => `warning ${warning.id}: ${fault}`);
};

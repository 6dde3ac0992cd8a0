import type { Evaluate } from "./formula.ts";
import type { Label } from "./label.ts";

/**
 * What a fact's value may be: `time` is a moment with its zone (`2026-11-20T10:00:00Z`, `…+08:00`) and `date` a day of the city, `choices` are several of a list,
 * `department`, `thing` and `case` hold an id, `area` a path, `place` a position or words or both, `person` a name with
 * what else is known (after keeping: an id of the vault), `colleague` the id of somebody of the own department, `photos` a list of file ids, `record` named values.
 */
export const factKinds = [
  "text",
  "number",
  "flag",
  "date",
  "time",
  "choice",
  "choices",
  "place",
  "person",
  "thing",
  "department",
  "colleague",
  "area",
  "photos",
  "posts",
  "limit",
  "case",
  "record",
] as const;

/** One kind of fact. */
export type FactKind = (typeof factKinds)[number];

/** What whole things a fact may be known about; what is known about one is filled in wherever it is asked again. */
export const factSubjects = ["thing", "place", "person", "department"] as const;

/** One kind of what a fact may be known about. */
export type FactSubject = (typeof factSubjects)[number];

/** What a value must satisfy beyond its kind; the formula sees it as `value`. */
export interface FactCheck {
  /** Least and greatest number. */
  readonly range?: readonly [least: number, greatest: number];
  /** The whole text matches this regular expression. */
  readonly pattern?: string;
  /** Fewest characters. */
  readonly shortest?: number;
  /** A formula that holds of a good value. */
  readonly formula?: string;
  /** What to say when it does not hold. */
  readonly says?: Label;
}

/** One thing that can be asked, once, and used in every form and every move that needs it. */
export interface Fact {
  readonly id: string;
  readonly name: Label;
  readonly kind: FactKind;
  readonly unit?: string;
  /** Codes and words of a `choice` or of `choices`. */
  readonly choices?: Readonly<Record<string, Label>>;
  /** Standard or list the codes come from, as people cite it. */
  readonly codeList?: string;
  /** Longest text in characters; 2,000 when absent. A text of at most 200 is asked in one line. */
  readonly longest?: number;
  /** Personal: kept in the vault of persons, never in plain tables. */
  readonly personal?: boolean;
  /** What it is known about: asked once about the same one, it is filled in afterwards. */
  readonly about?: FactSubject;
  readonly check?: FactCheck;
  /** Where the value comes from when nobody types it, in words: whose register. */
  readonly source?: Label;
}

/** Declares a fact. */
export const defineFact = <const F extends Fact>(fact: F): F => fact;

/** Values of facts by id, as they come in from a form or a move. */
export type FactValues = Readonly<Record<string, unknown>>;

/** What can be wrong with a value. `hidden`: given to a field that is not shown. `no-zone`: a time that names no moment. */
export type FactFaultCode =
  | "missing"
  | "kind"
  | "choice"
  | "long"
  | "short"
  | "range"
  | "pattern"
  | "check"
  | "few"
  | "many"
  | "hidden"
  | "no-zone"
  | "unknown";

/** One fault of one fact. */
export interface FactFault {
  readonly fact: string;
  readonly code: FactFaultCode;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isDay = (value: unknown): boolean =>
  isText(value) &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).getTime() > 0 &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((part) => typeof part === "number" && Number.isFinite(part)) &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90;

const dayOf = String.raw`\d{4}-\d{2}-\d{2}`;
const clockOf = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`;
const momentPattern = new RegExp(`^(${dayOf})T${clockOf}(?:Z|[+-]\\d{2}:?\\d{2})$`);
/** A day, or a day and a time of it, as people and machines write them without saying where the clock hangs. */
const zonelessPattern = /^\d{4}(?:[-/.]\d{1,2}){0,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

const isMoment = (value: unknown): boolean => {
  const day = isText(value) ? momentPattern.exec(value)?.[1] : undefined;
  const start = Date.parse(`${day}T00:00:00Z`);
  // A thirtieth of February would be taken for the second of March.
  const isDayOfCalendar = !Number.isNaN(start) && new Date(start).toISOString().slice(0, 10) === day;
  return isDayOfCalendar && !Number.isNaN(Date.parse(String(value)));
};

const hasOnly = (value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const isPlace = (value: unknown): boolean =>
  isRecord(value) &&
  hasOnly(value, ["position", "words"]) &&
  (value["position"] === undefined ? isText(value["words"]) : isPosition(value["position"])) &&
  (value["words"] === undefined || (typeof value["words"] === "string" && value["words"].length <= 500));

const personParts = ["name", "phone", "idNumber"];

const isPerson = (value: unknown): boolean =>
  isRecord(value) &&
  hasOnly(value, personParts) &&
  isText(value["name"]) &&
  Object.values(value).every((part) => typeof part === "string" && part.length <= 100);

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);

const kindTests: Readonly<Partial<Record<FactKind, (value: unknown) => boolean>>> = {
  number: (value) => typeof value === "number" && Number.isFinite(value),
  flag: (value) => typeof value === "boolean",
  date: isDay,
  time: isMoment,
  choices: (value) => isList(value) && new Set(value).size === value.length,
  photos: isList,
  posts: isList,
  place: isPlace,
  person: isPerson,
  thing: (value) => isText(value) && uuid.test(value),
  department: (value) => isText(value) && uuid.test(value),
  case: (value) => isText(value) && uuid.test(value),
  record: isRecord,
  limit: (value) => isRecord(value) && "amount" in value && "kind" in value,
};

const hasKind = (fact: Fact, value: unknown): boolean => (kindTests[fact.kind] ?? isText)(value);

/** Longest text that a regular expression is tried on: what is longer can't make it run for long. */
const longestMatched = 200;

const isChosen = (fact: Fact, value: unknown): boolean => {
  const { choices } = fact;
  if (choices === undefined) return true;
  const chosen = Array.isArray(value) ? value : [value];
  return chosen.every((each) => Object.hasOwn(choices, String(each)));
};

const textFault = (fact: Fact, value: string): FactFaultCode | undefined => {
  const { pattern, shortest } = fact.check ?? {};
  const longest = pattern === undefined ? 2_000 : longestMatched;
  if (
    value.length > Math.min(fact.longest ?? longest, pattern === undefined ? Number.MAX_SAFE_INTEGER : longestMatched)
  )
    return "long";
  if (shortest !== undefined && [...value].length < shortest) return "short";
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(value)) return "pattern";
  return undefined;
};

const checkFault = (fact: Fact, value: unknown, evaluate: Evaluate | undefined): FactFaultCode | undefined => {
  const { range, formula } = fact.check ?? {};
  if (typeof value === "string") {
    const fault = textFault(fact, value);
    if (fault !== undefined) return fault;
  }
  if (range !== undefined && typeof value === "number" && !(value >= range[0] && value <= range[1])) return "range";
  if (formula !== undefined && evaluate?.(formula, { value }) === false) return "check";
  return undefined;
};

/** Whether nothing was answered. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Checks one value against its fact; undefined when it is fine. Formulas are judged only when an evaluator is given. */
export const checkFact = (fact: Fact, value: unknown, evaluate?: Evaluate): FactFault | undefined => {
  const fault = (code: FactFaultCode): FactFault => ({ fact: fact.id, code });
  if (value === undefined || value === null || value === "") return fault("missing");
  if (!hasKind(fact, value))
    return fault(fact.kind === "time" && isText(value) && zonelessPattern.test(value) ? "no-zone" : "kind");
  if (!isChosen(fact, value)) return fault("choice");
  const code = checkFault(fact, value, evaluate);
  return code === undefined ? undefined : fault(code);
};

import type { Label } from "./label.ts";

/** What a fact's value may be: `department` and `case` hold an id, `area` a path, `photos` a list of file ids, `record` named values. */
export const factKinds = [
  "text",
  "number",
  "flag",
  "time",
  "choice",
  "department",
  "area",
  "photos",
  "posts",
  "limit",
  "case",
  "record",
] as const;

/** One kind of fact. */
export type FactKind = (typeof factKinds)[number];

/** One thing that can be asked, once, and used in every form and every move that needs it. */
export interface Fact {
  readonly id: string;
  readonly name: Label;
  readonly kind: FactKind;
  readonly unit?: string;
  /** Codes and words of a `choice`. */
  readonly choices?: Readonly<Record<string, Label>>;
  /** Longest text in characters; 2,000 when absent. */
  readonly longest?: number;
  /** Personal: kept in the vault of persons, never in plain tables. */
  readonly personal?: boolean;
}

/** Declares a fact. */
export const defineFact = <const F extends Fact>(fact: F): F => fact;

/** Values of facts by id, as they come in from a form or a move. */
export type FactValues = Readonly<Record<string, unknown>>;

/** One fault of one fact: `code` is `missing`, `kind`, `choice` or `long`. */
export interface FactFault {
  readonly fact: string;
  readonly code: "missing" | "kind" | "choice" | "long" | "unknown";
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const hasKind = (fact: Fact, value: unknown): boolean => {
  switch (fact.kind) {
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "flag":
      return typeof value === "boolean";
    case "time":
      return isText(value) && !Number.isNaN(Date.parse(value));
    case "photos":
    case "posts":
      return Array.isArray(value) && value.length > 0 && value.every(isText);
    case "department":
    case "case":
      return isText(value) && uuid.test(value);
    case "record":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "limit":
      return typeof value === "object" && value !== null && "amount" in value && "kind" in value;
    default:
      return isText(value);
  }
};

/** Checks one value against its fact; undefined when it is fine. */
export const checkFact = (fact: Fact, value: unknown): FactFault | undefined => {
  if (value === undefined || value === null || value === "") return { fact: fact.id, code: "missing" };
  if (!hasKind(fact, value)) return { fact: fact.id, code: "kind" };
  if (fact.choices !== undefined && !Object.hasOwn(fact.choices, String(value)))
    return { fact: fact.id, code: "choice" };
  if (typeof value === "string" && value.length > (fact.longest ?? 2_000)) return { fact: fact.id, code: "long" };
  return undefined;
};

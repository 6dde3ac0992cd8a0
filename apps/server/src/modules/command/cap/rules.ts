import { capCategories, capCertainties, capSeverities, capUrgencies } from "@chengyun/kernel";

/** What an element holds: words, a moment, a figure, one of some words, or elements. */
export type Holds =
  | "text"
  | "moment"
  | "local-moment"
  | "language"
  | "integer"
  | "decimal"
  | readonly string[]
  | readonly ElementRule[];

/** An element of a sequence: how often, and what it holds. */
export interface ElementRule {
  readonly name: string;
  readonly least: 0 | 1;
  readonly most: 1 | "many";
  readonly holds: Holds;
}

const one = (name: string, holds: Holds = "text"): ElementRule => ({ name, least: 1, most: 1, holds });
const maybe = (name: string, holds: Holds = "text"): ElementRule => ({ name, least: 0, most: 1, holds });
const many = (name: string, holds: Holds = "text"): ElementRule => ({ name, least: 0, most: "many", holds });
const some = (name: string, holds: Holds = "text"): ElementRule => ({ name, least: 1, most: "many", holds });

const named = [one("valueName"), one("value")];
const statuses = ["Actual", "Exercise", "System", "Test"];
const msgTypes = ["Alert", "Update", "Cancel", "Ack", "Error"];
const scopes = ["Public", "Restricted", "Private"];
const oldResponses = ["Shelter", "Evacuate", "Prepare", "Execute", "Monitor", "Assess", "None"];

/** What one version says otherwise than the others. */
interface Edition {
  readonly moment: "moment" | "local-moment";
  readonly coded: Holds;
  readonly statuses: readonly string[];
  readonly certainties: readonly string[];
  readonly categories: readonly string[];
  readonly responses: readonly string[] | undefined;
  readonly height: Holds;
  /** CAP 1.0 had a password and let scope and category be left out. */
  readonly isFirst: boolean;
  readonly mimeType: (name: string) => ElementRule;
}

const toArea = ({ coded, height }: Edition): readonly ElementRule[] => [
  one("areaDesc"),
  many("polygon"),
  many("circle"),
  many("geocode", coded),
  maybe("altitude", height),
  maybe("ceiling", height),
];

const toResource = ({ isFirst, mimeType }: Edition): readonly ElementRule[] => [
  one("resourceDesc"),
  mimeType("mimeType"),
  maybe("size", "integer"),
  maybe("uri"),
  ...(isFirst ? [] : [maybe("derefUri")]),
  maybe("digest"),
];

const toInfo = (edition: Edition): readonly ElementRule[] => [
  maybe("language", "language"),
  (edition.isFirst ? many : some)("category", edition.categories),
  one("event"),
  ...(edition.responses === undefined ? [] : [many("responseType", edition.responses)]),
  one("urgency", capUrgencies),
  one("severity", capSeverities),
  one("certainty", edition.certainties),
  maybe("audience"),
  many("eventCode", edition.coded),
  maybe("effective", edition.moment),
  maybe("onset", edition.moment),
  maybe("expires", edition.moment),
  ...["senderName", "headline", "description", "instruction", "web", "contact"].map((name) => maybe(name)),
  many("parameter", edition.coded),
  many("resource", toResource(edition)),
  many("area", toArea(edition)),
];

const toRules = (edition: Edition): readonly ElementRule[] => [
  one("identifier"),
  one("sender"),
  one("sent", edition.moment),
  one("status", edition.statuses),
  one("msgType", msgTypes),
  ...(edition.isFirst ? [maybe("password")] : []),
  maybe("source"),
  (edition.isFirst ? maybe : one)("scope", scopes),
  maybe("restriction"),
  maybe("addresses"),
  many("code"),
  maybe("note"),
  maybe("references"),
  maybe("incidents"),
  many("info", toInfo(edition)),
];

const second = {
  moment: "moment",
  coded: named,
  statuses: [...statuses, "Draft"],
  certainties: capCertainties,
  categories: capCategories,
  responses: oldResponses,
  height: "text",
  isFirst: false,
  mimeType: maybe,
} as const satisfies Edition;

/**
 * The elements of a message by version: names, order, number and values as OASIS CAP 1.0, 1.1 and 1.2 (§3.4, the
 * schemas) give them.
 */
export const editions: Readonly<
  Record<string, { readonly version: "1.0" | "1.1" | "1.2"; readonly rules: readonly ElementRule[] }>
> = {
  "http://www.incident.com/cap/1.0": {
    version: "1.0",
    rules: toRules({
      ...second,
      coded: "text",
      statuses,
      certainties: ["Very Likely", "Likely", "Possible", "Unlikely", "Unknown"],
      categories: capCategories.filter((category) => category !== "CBRNE"),
      responses: undefined,
      isFirst: true,
    }),
  },
  "urn:oasis:names:tc:emergency:cap:1.1": { version: "1.1", rules: toRules(second) },
  "urn:oasis:names:tc:emergency:cap:1.2": {
    version: "1.2",
    rules: toRules({
      ...second,
      moment: "local-moment",
      responses: [...oldResponses, "Avoid", "AllClear"],
      height: "decimal",
      mimeType: one,
    }),
  },
};

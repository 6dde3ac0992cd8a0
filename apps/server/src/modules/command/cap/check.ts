import { type ElementRule, editions, type Holds } from "./rules.ts";
import type { XmlElement } from "./xml.ts";

/** Code of a fault of a message. */
export type CapFaultCode =
  | "not-cap"
  | "missing"
  | "unknown-element"
  | "out-of-order"
  | "too-many"
  | "value"
  | "attribute"
  | "not-text"
  | "not-elements";

/** What is wrong with a message: where (`alert/info/urgency`), which, and in which line. */
export interface CapFault {
  readonly path: string;
  readonly code: CapFaultCode;
  readonly line: number;
}

/** Faults told of one message; more say nothing new. */
const mostFaults = 100;
/** An enveloped signature may stand at the end of a message of 1.2. */
const signatureSpace = "http://www.w3.org/2000/09/xmldsig#";

const patterns: Readonly<Record<Exclude<Extract<Holds, string>, "text">, RegExp>> = {
  moment: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
  // The schema's own class has a comma in it (`[-,+]`); no moment with one is a moment.
  "local-moment": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/,
  language: /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/,
  integer: /^[+-]?\d+$/,
  decimal: /^[+-]?(\d+(\.\d*)?|\.\d+)$/,
};

const isMoment = (text: string): boolean =>
  !Number.isNaN(Date.parse(/[Z]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`));

const isElements = (holds: Holds): holds is readonly ElementRule[] =>
  typeof holds === "object" && typeof holds[0] === "object";

const fits = (holds: Exclude<Holds, readonly ElementRule[]>, text: string): boolean => {
  if (holds === "text") return true;
  // Listed words are texts, whose spaces count; the others are read without the spaces around them.
  if (typeof holds === "object") return holds.includes(text);
  const bare = text.trim();
  return patterns[holds].test(bare) && (!holds.endsWith("moment") || isMoment(bare));
};

const checkOne = (element: XmlElement, { holds }: ElementRule, path: string, uri: string): CapFault[] => {
  const { line } = element;
  const faults: CapFault[] = element.attributes.size > 0 ? [{ path, code: "attribute", line }] : [];
  if (isElements(holds)) {
    if (element.text.trim() !== "") faults.push({ path, code: "not-elements", line });
    return [...faults, ...checkSequence(element, holds, path, uri)];
  }
  if (element.children.length > 0) return [...faults, { path, code: "not-text", line }];
  return fits(holds, element.text) ? faults : [...faults, { path, code: "value", line }];
};

/** Elements in the order of their rules, each as often as it may; a signature at the end is passed over. */
const checkSequence = (parent: XmlElement, rules: readonly ElementRule[], path: string, uri: string): CapFault[] => {
  const faults: CapFault[] = [];
  const counts = rules.map(() => 0);
  let at = 0;
  for (const child of parent.children) {
    if (child.uri === signatureSpace && path === "alert") continue;
    const inner = `${path}/${child.name}`;
    const place = child.uri === uri ? rules.findIndex(({ name }) => name === child.name) : -1;
    const rule = rules[place];
    if (rule === undefined) {
      faults.push({ path: inner, code: "unknown-element", line: child.line });
      continue;
    }
    counts[place] = (counts[place] ?? 0) + 1;
    if (place < at) faults.push({ path: inner, code: "out-of-order", line: child.line });
    else if (rule.most === 1 && (counts[place] ?? 0) > 1)
      faults.push({ path: inner, code: "too-many", line: child.line });
    at = Math.max(at, place);
    faults.push(...checkOne(child, rule, inner, uri));
  }
  rules.forEach(({ name, least }, place) => {
    if ((counts[place] ?? 0) < least) faults.push({ path: `${path}/${name}`, code: "missing", line: parent.line });
  });
  return faults;
};

/** What is wrong with a message by the rules of its own version; nothing when it is valid. */
export const checkCap = (root: XmlElement): CapFault[] => {
  const edition = root.name === "alert" ? editions[root.uri] : undefined;
  if (edition === undefined) return [{ path: root.name, code: "not-cap", line: root.line }];
  const alert: ElementRule = { name: "alert", least: 1, most: 1, holds: edition.rules };
  return checkOne(root, alert, "alert", root.uri).slice(0, mostFaults);
};

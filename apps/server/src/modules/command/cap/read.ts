import type { CapAlert, CapArea, CapInfo, CapValue } from "@chengyun/kernel";
import { type CapFault, checkCap } from "./check.ts";
import { editions } from "./rules.ts";
import { readXml, type XmlElement, type XmlFault } from "./xml.ts";

/** What a text turned out to be: a message, or why it is none. */
export type CapRead =
  | { readonly alert: CapAlert }
  | { readonly refused: XmlFault }
  | { readonly invalid: readonly CapFault[] };

const all = (parent: XmlElement, name: string): XmlElement[] => parent.children.filter((child) => child.name === name);
const words = (parent: XmlElement, name: string): string | undefined => {
  const text = all(parent, name)[0]?.text.trim();
  return text === "" ? undefined : text;
};
const list = (parent: XmlElement, name: string): string[] => all(parent, name).map(({ text }) => text.trim());

/** CAP 1.0 wrote `name=value`; later versions have an element for each. */
const coded = (parent: XmlElement, name: string): CapValue[] =>
  all(parent, name).map((one) => {
    if (one.children.length > 0) return { name: words(one, "valueName") ?? "", value: words(one, "value") ?? "" };
    const [key = "", ...value] = one.text.trim().split("=");
    return { name: key, value: value.join("=") };
  });

const toArea = (area: XmlElement): CapArea => ({
  description: words(area, "areaDesc") ?? "",
  polygons: list(area, "polygon"),
  circles: list(area, "circle"),
  geocodes: coded(area, "geocode"),
});

const toInfo = (info: XmlElement): CapInfo => ({
  // The default of the schema.
  language: words(info, "language") ?? "en-US",
  categories: list(info, "category"),
  event: words(info, "event") ?? "",
  responses: list(info, "responseType"),
  urgency: words(info, "urgency") ?? "Unknown",
  severity: words(info, "severity") ?? "Unknown",
  certainty: words(info, "certainty") ?? "Unknown",
  eventCodes: coded(info, "eventCode"),
  effective: words(info, "effective"),
  onset: words(info, "onset"),
  expires: words(info, "expires"),
  senderName: words(info, "senderName"),
  headline: words(info, "headline"),
  description: words(info, "description"),
  instruction: words(info, "instruction"),
  web: words(info, "web"),
  parameters: coded(info, "parameter"),
  areas: all(info, "area").map(toArea),
});

const toAlert = (root: XmlElement): CapAlert => ({
  version: editions[root.uri]?.version ?? "1.2",
  identifier: words(root, "identifier") ?? "",
  sender: words(root, "sender") ?? "",
  sent: words(root, "sent") ?? "",
  status: words(root, "status") ?? "",
  msgType: words(root, "msgType") ?? "",
  scope: words(root, "scope") ?? "Public",
  note: words(root, "note"),
  references: (words(root, "references") ?? "").split(/\s+/).filter((one) => one !== ""),
  infos: all(root, "info").map(toInfo),
});

/** Reads a message of CAP 1.0, 1.1 or 1.2 from bytes in whatever encoding they declare, and judges it by its version's rules. */
export const readCap = (bytes: Uint8Array): CapRead => {
  const read = readXml(bytes);
  if ("fault" in read) return { refused: read.fault };
  const faults = checkCap(read.root);
  return faults.length > 0 ? { invalid: faults } : { alert: toAlert(read.root) };
};

import type { CapAlert, CapArea, CapInfo, CapValue } from "@chengyun/kernel";
import { create } from "xmlbuilder2";

const space = "urn:oasis:names:tc:emergency:cap:1.2";

/** A tree as the library takes it: undefined is left out, a list repeats its element. */
type Tree = { readonly [name: string]: string | undefined | readonly string[] | readonly Tree[] };

const toNamed = (values: readonly CapValue[]): Tree[] => values.map(({ name, value }) => ({ valueName: name, value }));

const toArea = ({ description, polygons, circles, geocodes }: CapArea): Tree => ({
  areaDesc: description,
  polygon: polygons,
  circle: circles,
  geocode: toNamed(geocodes),
});

/** The order is the schema's. */
const toInfo = (info: CapInfo): Tree => ({
  language: info.language,
  category: info.categories,
  event: info.event,
  responseType: info.responses,
  urgency: info.urgency,
  severity: info.severity,
  certainty: info.certainty,
  eventCode: toNamed(info.eventCodes),
  effective: info.effective,
  onset: info.onset,
  expires: info.expires,
  senderName: info.senderName,
  headline: info.headline,
  description: info.description,
  instruction: info.instruction,
  web: info.web,
  parameter: toNamed(info.parameters),
  area: info.areas.map(toArea),
});

/** Signs that XML 1.0 has not, whatever somebody typed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant.
const noSigns = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const plain = (text: string): string => text.replaceAll(noSigns, "");

const pruneOne = (value: Exclude<Tree[string], undefined>): unknown =>
  typeof value === "string" ? plain(value) : value.map((one) => (typeof one === "string" ? plain(one) : prune(one)));

/** Leaves out what is not said: the schema has no empty elements for it. */
const prune = (tree: Tree): Record<string, unknown> => {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(tree))
    if (value !== undefined && value.length > 0) kept[name] = pruneOne(value);
  return kept;
};

/** A message as XML of CAP 1.2. */
export const writeCap = (alert: CapAlert): string => {
  const tree: Tree = {
    identifier: alert.identifier,
    sender: alert.sender,
    sent: alert.sent,
    status: alert.status,
    msgType: alert.msgType,
    scope: alert.scope,
    note: alert.note,
    references: alert.references.length === 0 ? undefined : alert.references.join(" "),
    info: alert.infos.map(toInfo),
  };
  const document = create({ version: "1.0", encoding: "UTF-8" });
  document.ele(space, "alert").ele(prune(tree));
  return document.end({ prettyPrint: true });
};

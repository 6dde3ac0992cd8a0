import type { FileImport, FileLook, FileMapping } from "@chengyun/contracts";
import type { Extent } from "./bounds.ts";
import {
  beginDraft,
  type Draft,
  type FigureDraft,
  type PointDraft,
  type SourceDraft,
  type SystemDraft,
  toMapping,
} from "./draft.ts";

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (value === undefined ? "" : String(value));

const toSourceDraft = (value: unknown): SourceDraft => {
  if (!isParts(value)) return { mode: "column", value: text(value) };
  const { column, words } = value;
  if (column !== undefined)
    return isParts(words)
      ? { mode: "column", value: text(column), words: words as Readonly<Record<string, string>> }
      : { mode: "column", value: text(column) };
  return "is" in value ? { mode: "is", value: text(value["is"]) } : { mode: "text", value: text(value["text"]) };
};

const toFigureDraft = (value: unknown): Pick<FigureDraft, "column" | "factor"> =>
  isParts(value)
    ? { column: text(value["column"]), factor: text(value["factor"]) }
    : { column: text(value), factor: "" };

const blank: SystemDraft = { kind: "", meridian: "", zone: "", proj: "", fit: "similarity", points: [] };

const toPoints = (points: unknown): PointDraft[] =>
  Array.isArray(points)
    ? points.map(({ from, to }): PointDraft => [text(from?.[0]), text(from?.[1]), text(to?.[0]), text(to?.[1])])
    : [];

const toSystemDraft = (system: unknown): SystemDraft => {
  if (!isParts(system)) return { ...blank, kind: text(system) as SystemDraft["kind"] };
  const [gauss, local] = [system["gaussKrueger"], system["local"]];
  if (isParts(gauss)) return { ...blank, kind: "gauss", meridian: text(gauss["meridian"]), zone: text(gauss["zone"]) };
  if (isParts(local))
    return {
      ...blank,
      kind: "local",
      fit: local["fit"] === "affine" ? "affine" : "similarity",
      points: toPoints(local["points"]),
    };
  return { ...blank, kind: "proj", proj: text(system["proj"]) };
};

const fieldsBack = (fields: Parts): Draft["fields"] => {
  const { name, at, attributes: _, properties: __, facts: ___, ...plain } = fields;
  const names: Parts =
    isParts(name) && "zh" in name ? { name: name["zh"], nameEn: name["en"] } : name === undefined ? {} : { name };
  const all: Parts = { ...plain, ...names, ...(isParts(at) ? at : {}) };
  return Object.fromEntries(Object.entries(all).map(([id, value]) => [id, toSourceDraft(value)]));
};

const seriesBack = (values: unknown): Draft["series"] =>
  Array.isArray(values)
    ? values.map((one: Parts) => {
        const stream = one["stream"];
        const figure = toFigureDraft(one["value"]);
        return {
          stream: `${text(isParts(stream) ? stream["is"] : stream)}|${text(one["unit"])}`,
          // A mapping that names the unit has said it.
          unit: figure.factor === "" ? "same" : "other",
          ...figure,
        };
      })
    : [];

const partsAt = (mapping: FileMapping, key: string): Parts => {
  const value = mapping[key];
  return isParts(value) ? value : {};
};

/** Fields of a table, or of the lines of a network. */
const tableOf = (mapping: FileMapping): Parts => {
  if (isParts(mapping["fields"])) return mapping["fields"];
  const { ref, attributes } = partsAt(mapping, "lines");
  return ref === undefined ? {} : { ref, attributes };
};

const timeBack = ({
  time,
  times = "iso",
  zone,
  twice,
}: FileMapping): Pick<Draft, "time" | "timeFormat" | "zone" | "twice"> => ({
  time: isParts(time) ? text(time["column"]) : text(time),
  timeFormat: (isParts(time) ? text(time["format"]) : text(times)) as Draft["timeFormat"],
  zone: text(zone),
  twice: text(twice) as Draft["twice"],
});

const networkBack = (mapping: FileMapping): Pick<Draft, "nameZh" | "nameEn" | "nodeType" | "linkType"> => {
  const [{ zh, en }, { nodeType, linkType }] = [partsAt(mapping, "name"), partsAt(mapping, "lines")];
  return { nameZh: text(zh), nameEn: en === zh ? "" : text(en), nodeType: text(nodeType), linkType: text(linkType) };
};

const reportsBack = ({ defaultPoints }: FileMapping, { facts }: Parts): Pick<Draft, "defaults" | "facts"> => ({
  defaults: Array.isArray(defaultPoints) ? defaultPoints.map((point: unknown[]) => point.join(", ")).join("; ") : "",
  facts: isParts(facts) ? Object.values(facts).map(text) : [],
});

const back = (begun: Draft, mapping: FileMapping): Draft => {
  const { values, system, bounds, source } = mapping;
  const table = tableOf(mapping);
  const first = Array.isArray(values) && isParts(values[0]) ? { thing: values[0]["thing"] } : {};
  const attributes = isParts(table["attributes"]) ? table["attributes"] : {};
  return {
    ...begun,
    source: text(source),
    fields: fieldsBack({ ...table, ...first }),
    attributes: Object.fromEntries(Object.entries(attributes).map(([id, value]) => [id, toFigureDraft(value)])),
    system: system === undefined ? begun.system : toSystemDraft(system),
    within: bounds !== undefined || system === undefined,
    series: values === undefined ? begun.series : seriesBack(values),
    ...timeBack(mapping),
    ...networkBack(mapping),
    ...reportsBack(mapping, table),
  };
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isParts(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** The form that says this mapping; undefined when the mapping says more than the form can. */
export const toDraft = (
  shown: Pick<FileImport, "kind" | "name" | "layout">,
  look: FileLook,
  { mapping, extent }: { readonly mapping: FileMapping; readonly extent: Extent },
): Draft | undefined => {
  const draft = back(beginDraft(shown, look), mapping);
  return isSame(toMapping(shown, look, { draft, extent }), mapping) ? draft : undefined;
};

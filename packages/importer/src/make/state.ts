import type { BaseFeatureIn, BroughtArea, BroughtFeature, BroughtLink, BroughtThing } from "@chengyun/contracts";
import { baseKinds } from "@chengyun/contracts";
import { fault, isFault, quoted, type RowFault } from "../fault.ts";
import type { MappingOf } from "../map/mapping.ts";
import { needNumber, needValue, readValue, type ValueSource } from "../map/value.ts";
import { type PositionGround, readPosition } from "../place/position.ts";
import type { SourceRecord } from "../read/record.ts";
import { placeGeometry, pointOf } from "../shape/geometry.ts";
import type { Lined } from "./row.ts";

type Name = MappingOf<"areas">["fields"]["name"];

/** Longest a name or text may be, as the contracts say. */
const longest = 200;

const textOf = (source: ValueSource, { line, values }: SourceRecord, field: string): string | RowFault => {
  const value = needValue(source, values, { line, field });
  if (typeof value === "object") return value;
  const text = String(value);
  return text.length <= longest
    ? text
    : fault(line, field, "too-long", [`超过 ${longest} 个字符`, `is longer than ${longest} characters`]);
};

/** A name; in English only what the mapping reads as English: then an empty cell makes it the Chinese one. */
const nameOf = (name: Name, record: SourceRecord): { zh: string; en?: string } | RowFault => {
  const [zhSource, enSource] =
    typeof name === "object" && "zh" in name ? [name.zh, name.en] : [name as ValueSource, undefined];
  const zh = textOf(zhSource, record, "name");
  if (typeof zh === "object") return zh;
  if (enSource === undefined) return { zh };
  const en = readValue(enSource, record.values, { line: record.line, field: "name.en" });
  return typeof en === "object" ? en : { zh, en: String(en ?? zh) };
};

type AttributeValue = number | string;

/** Longest an attribute of words may be, as the contracts say. */
const longestAttribute = 500;

/**
 * Attributes that the mapping reads, each as the file has it: a number of a workbook or a factor is a number, everything
 * else is words, and `null` where the file has nothing. Only the city knows which attribute of which type is a figure, and
 * makes one of words that are.
 */
const broughtValues = (
  sources: Readonly<Record<string, ValueSource>>,
  { values, line }: Pick<SourceRecord, "values" | "line">,
): Record<string, AttributeValue | null> | RowFault => {
  const found: Record<string, AttributeValue | null> = {};
  for (const [id, source] of Object.entries(sources)) {
    const value = readValue(source, values, { line, field: id });
    if (typeof value === "object") return value;
    if (typeof value === "string" && value.length > longestAttribute)
      return fault(line, id, "too-long", [
        `超过 ${longestAttribute} 个字符（有 ${value.length} 个），不截断`,
        `is ${value.length} characters long, more than ${longestAttribute}, and is not cut`,
      ]);
    found[id] = value ?? null;
  }
  return found;
};

/** Of these the attributes that are there. */
export const attributesOf = (
  sources: Readonly<Record<string, ValueSource>>,
  record: Pick<SourceRecord, "values" | "line">,
): Record<string, AttributeValue> | RowFault => {
  const found = broughtValues(sources, record);
  if (isFault(found)) return found;
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, AttributeValue] => entry[1] !== null),
  );
};

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
/** What the base map draws by as figures. */
const figures = ["heightM", "levels"];

/** Properties of the base map: height and storeys are figures, everything else as the file has it. */
const propertiesOf = (
  sources: Readonly<Record<string, ValueSource>>,
  record: SourceRecord,
): Record<string, AttributeValue | null> | RowFault => {
  const found = broughtValues(sources, record);
  if (isFault(found)) return found;
  for (const id of figures) {
    const value = found[id];
    if (typeof value !== "string") continue;
    if (!plainNumber.test(value))
      return fault(record.line, id, "not-a-number", [`${quoted(value)} 不是数`, `${quoted(value)} is no number`]);
    found[id] = Number(value);
  }
  return found;
};

/** A record as an area, or why it is none. */
export const toArea = (
  mapping: MappingOf<"areas">,
  record: SourceRecord,
  ground: PositionGround | undefined,
): Lined<BroughtArea> | RowFault => {
  const { fields } = mapping;
  const { line, values } = record;
  const code = textOf(fields.code, record, "code");
  if (typeof code === "object") return code;
  const name = nameOf(fields.name, record);
  if (isFault(name)) return name;
  const level = needNumber(fields.level, values, { line, field: "level" });
  if (typeof level === "object") return level;
  const parent = fields.parentPath === undefined ? "" : textOf(fields.parentPath, record, "parentPath");
  if (typeof parent === "object") return parent;
  const area = { code, name, level, parentPath: parent };
  if (ground === undefined) return { line, row: area as BroughtArea };
  const geometry = placeGeometry(ground, line, record.geometry);
  if (isFault(geometry)) return geometry;
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")
    return fault(line, "geometry", "not-an-area", [`${geometry.type} 不是面`, `a ${geometry.type} is no area`]);
  return { line, row: { ...area, geometry } };
};

const positionOf = (
  mapping: MappingOf<"things">,
  record: SourceRecord,
  ground: PositionGround,
): [number, number] | RowFault => {
  const { at } = mapping.fields;
  const { line, values } = record;
  if (at === undefined) {
    const geometry = placeGeometry(ground, line, record.geometry);
    return isFault(geometry) ? geometry : pointOf(geometry);
  }
  const [x, y] = [readValue(at.x, values, { line, field: "x" }), readValue(at.y, values, { line, field: "y" })];
  if (typeof x === "object") return x;
  if (typeof y === "object") return y;
  return readPosition(ground, line, [x, y]);
};

/** A record as a thing, or why it is none. */
export const toThing = (
  mapping: MappingOf<"things">,
  record: SourceRecord,
  ground: PositionGround,
): Lined<BroughtThing> | RowFault => {
  const { fields } = mapping;
  const { line, values } = record;
  const ref = textOf(fields.ref, record, "ref");
  if (typeof ref === "object") return ref;
  const type = textOf(fields.type, record, "type");
  if (typeof type === "object") return type;
  const name = nameOf(fields.name, record);
  if (isFault(name)) return name;
  const position = positionOf(mapping, record, ground);
  if (isFault(position)) return position;
  const attributes = broughtValues(fields.attributes, record);
  if (isFault(attributes)) return attributes;
  const code = fields.code === undefined ? undefined : readValue(fields.code, values, { line, field: "code" });
  if (typeof code === "object") return code;
  const plate = fields.code === undefined ? {} : { code: code === undefined ? null : String(code) };
  return { line, row: { ref, type, name, position, attributes, ...plate } };
};

/** A record as a link, or why it is none. */
export const toLink = (
  mapping: MappingOf<"links">,
  record: SourceRecord,
  ground: PositionGround | undefined,
): Lined<BroughtLink> | RowFault => {
  const { fields } = mapping;
  const { line } = record;
  const words: string[] = [];
  for (const field of ["ref", "type", "from", "to"] as const) {
    const word = textOf(fields[field], record, field);
    if (typeof word === "object") return word;
    words.push(word);
  }
  const [ref = "", type = "", from = "", to = ""] = words;
  const attributes = broughtValues(fields.attributes, record);
  if (isFault(attributes)) return attributes;
  const row = { ref, type, from, to, attributes };
  if (ground === undefined || record.geometry === undefined) return { line, row };
  const geometry = placeGeometry(ground, line, record.geometry);
  if (isFault(geometry)) return geometry;
  if (geometry.type !== "LineString")
    return fault(line, "geometry", "not-a-line", [`${geometry.type} 不是线`, `a ${geometry.type} is no line`]);
  return { line, row: { ...row, line: geometry.coordinates } };
};

const isBaseKind = (kind: string): kind is BaseFeatureIn["kind"] => (baseKinds as readonly string[]).includes(kind);

/** What a feature is called, where the mapping reads it; one without a name is drawn without one. */
const drawnName = (name: Name | undefined, record: SourceRecord): Pick<BroughtFeature, "name"> | RowFault => {
  if (name === undefined) return {};
  const found = nameOf(name, record);
  if (!isFault(found)) return { name: found };
  return found.code === "absent" ? { name: null } : found;
};

/** A record as a feature of the base map, or why it is none. */
export const toBaseFeature = (
  mapping: MappingOf<"base">,
  record: SourceRecord,
  ground: PositionGround,
): Lined<BroughtFeature> | RowFault => {
  const { fields } = mapping;
  const { line, values } = record;
  if (fields === undefined)
    return fault(line, "fields", "absent", ["映射文件没有写 fields", "the mapping says no fields"]);
  const ref = textOf(fields.ref, record, "ref");
  if (typeof ref === "object") return ref;
  const kind = textOf(fields.kind, record, "kind");
  if (typeof kind === "object") return kind;
  if (!isBaseKind(kind))
    return fault(line, "kind", "unknown-kind", [
      `底图没有 ${quoted(kind)} 这一类`,
      `the base map has no kind ${quoted(kind)}`,
    ]);
  const named = drawnName(fields.name, record);
  if (isFault(named)) return named;
  const geometry = placeGeometry(ground, line, record.geometry);
  if (isFault(geometry)) return geometry;
  const properties = propertiesOf(fields.properties, record);
  if (isFault(properties)) return properties;
  const cls = fields.class === undefined ? undefined : readValue(fields.class, values, { line, field: "class" });
  if (typeof cls === "object") return cls;
  const classed = fields.class === undefined ? {} : { class: String(cls ?? "") };
  return { line, row: { ref, kind, ...classed, properties, geometry, source: mapping.source, ...named } };
};

import { isFault, refuse } from "../fault.ts";
import { openGround } from "../make/ground.ts";
import { toArea, toBaseFeature, toLink, toThing } from "../make/state.ts";
import type { Mapping, MappingOf } from "../map/mapping.ts";
import type { ValueSource } from "../map/value.ts";
import type { SourceRecord } from "../read/record.ts";
import type { PlacedGeometry } from "../shape/geometry.ts";
import { type Cells, writeValue, writeWhere } from "./cells.ts";
import { type FromWgs84, openOutgoing, turnGeometry } from "./outgoing.ts";

/** What the city says of a row: its fields as its export names them, and its shape. */
export interface CityRow {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: PlacedGeometry | null;
}

/** A row as the file would have it. */
export interface WrittenRow {
  readonly cells: Cells;
  readonly geometry: PlacedGeometry | undefined;
}

/** A row of a file; `other`: the mapping makes no such rows; `unwritable`: it does, and could not have read this one. */
export type Written = WrittenRow | "other" | "unwritable";

type Source = ValueSource | undefined;
type Scalar = string | number;

const scalar = (value: unknown): Scalar | undefined =>
  typeof value === "string" || typeof value === "number" ? value : undefined;

type Name = MappingOf<"areas">["fields"]["name"];

/** Sources of a name in both languages. */
const namesOf = (name: Name): { zh: ValueSource; en: Source } =>
  typeof name === "object" && "zh" in name ? { zh: name.zh, en: name.en } : { zh: name as ValueSource, en: undefined };

/** Fields that say whether a row is one of this mapping's, and those that only fill it. */
interface Plan {
  readonly is: readonly (readonly [Source, unknown])[];
  readonly has: readonly (readonly [Source, unknown])[];
}

const attributesOf = (sources: Readonly<Record<string, ValueSource>>, values: unknown): Plan["has"] =>
  Object.entries(sources).map(([id, source]) => [source, (values as Readonly<Record<string, unknown>>)?.[id]]);

const nameOf = (name: Name, { zh, en }: CityRow["properties"]): Plan["has"] => {
  const sources = namesOf(name);
  return [
    [sources.zh, zh],
    [sources.en, sources.en === undefined ? undefined : en],
  ];
};

const isText = (source: Source): boolean => typeof source === "object" && "text" in source;

/** Plain columns first: they say where a text of several is cut. */
const inOrder = (pairs: Plan["has"]): Plan["has"] => [
  ...pairs.filter(([source]) => !isText(source)),
  ...pairs.filter(([source]) => isText(source)),
];

const writeAll = (pairs: Plan["has"], cells: Cells): boolean =>
  inOrder(pairs).every(([source, value]) => source === undefined || writeValue(source, scalar(value), cells));

type RowMapping = Exclude<Mapping, { kind: "network" | "readings" | "reports" }>;

const planOf = (mapping: RowMapping, { properties }: CityRow): Plan => {
  const { ref, type, code } = properties;
  switch (mapping.kind) {
    case "areas": {
      const { fields } = mapping;
      const { level, parent } = properties;
      const isTop = fields.parentPath === undefined;
      return {
        is: [
          [fields.level, level],
          [isTop ? { is: "" } : fields.parentPath, parent],
          [fields.code, code],
        ],
        has: nameOf(fields.name, properties),
      };
    }
    case "things": {
      const { fields } = mapping;
      const attributes = attributesOf(fields.attributes, properties["attributes"]);
      const is: Plan["is"] = [
        [fields.type, type],
        [fields.ref, ref],
      ];
      return { is, has: [...nameOf(fields.name, properties), [fields.code, code], ...attributes] };
    }
    case "links": {
      const { fields } = mapping;
      const is: Plan["is"] = [
        [fields.type, type],
        [fields.ref, ref],
        [fields.from, properties["from"]],
        [fields.to, properties["to"]],
      ];
      return { is, has: attributesOf(fields.attributes, properties["attributes"]) };
    }
    case "base": {
      const { fields } = mapping;
      if (fields === undefined)
        return refuse(
          "OpenStreetMap 提取不能写回。请另写一份带 fields 的映射，写成 GeoJSON。",
          "An OpenStreetMap extract is not written back. Write a mapping with fields, and GeoJSON.",
        );
      const is: Plan["is"] = [
        [{ is: mapping.source }, properties["source"]],
        [fields.kind, properties["kind"]],
        [fields.ref, ref],
      ];
      const name = fields.name === undefined ? [] : nameOf(fields.name, properties);
      return {
        is,
        has: [
          ...name,
          [fields.class, properties["class"]],
          ...attributesOf(fields.properties, properties["properties"]),
        ],
      };
    }
  }
};

/** Degrees: twenty centimetres, for the way back from BD-09 is not exact. */
const closeEnough = 2e-6;

const isSame = (one: unknown, other: unknown): boolean => {
  if (one === null || one === undefined) return other === null || other === undefined;
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) <= closeEnough;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  return String(one) === String(other);
};

const readAgain = (mapping: RowMapping, record: SourceRecord) => {
  switch (mapping.kind) {
    case "areas":
      return toArea(mapping, record, mapping.withoutShape ? undefined : openGround(mapping));
    case "things":
      return toThing(mapping, record, openGround(mapping));
    case "links":
      return toLink(mapping, record, mapping.system === undefined ? undefined : openGround(mapping));
    case "base":
      return toBaseFeature(mapping, record, openGround(mapping));
  }
};

/** Whether the mapping reads from the written row what the city has: nothing is written that would come back otherwise. */
const comesBack = (mapping: RowMapping, { properties, geometry }: CityRow, { cells, geometry: shape }: WrittenRow) => {
  const read = readAgain(mapping, { line: 0, values: cells, ...(shape === undefined ? {} : { geometry: shape }) });
  if (isFault(read)) return false;
  const row = read.row as unknown as Readonly<Record<string, unknown>>;
  const name = row["name"] as { zh: string; en?: string } | null | undefined;
  const had = (properties["attributes"] ?? properties["properties"] ?? {}) as Readonly<Record<string, unknown>>;
  const attributes = (row["attributes"] ?? row["properties"] ?? {}) as Readonly<Record<string, unknown>>;
  const position = row["position"] as readonly number[] | undefined;
  return (
    (name == null || (name.zh === properties["zh"] && (name.en ?? name.zh) === properties["en"])) &&
    Object.entries(attributes).every(([id, value]) => isSame(value, had[id])) &&
    (position === undefined || isSame(position, geometry?.coordinates))
  );
};

/** Writes rows of the city as a file that the mapping reads. */
export class RowWriter {
  readonly #mapping: RowMapping;
  readonly #turn: FromWgs84 | undefined;

  constructor(mapping: RowMapping) {
    this.#mapping = mapping;
    this.#turn = mapping.system === undefined ? undefined : openOutgoing(mapping.system);
  }

  /** Whether places stand in columns, so that a table can hold them. */
  get isTable(): boolean {
    const mapping = this.#mapping;
    if (mapping.kind === "areas") return mapping.withoutShape;
    return mapping.kind === "links" || (mapping.kind === "things" && mapping.fields.at !== undefined);
  }

  write(row: CityRow): Written {
    const mapping = this.#mapping;
    const plan = planOf(mapping, row);
    const cells: Cells = {};
    if (!writeAll(plan.is, cells)) return "other";
    const isFilled = writeAll(plan.has, cells) && this.#place(row, cells);
    if (!writeWhere(mapping.where, cells)) return "other";
    if (!isFilled) return "unwritable";
    const geometry = this.#shapeOf(row);
    const written = { cells, geometry };
    return comesBack(mapping, row, written) ? written : "unwritable";
  }

  #place({ geometry }: CityRow, cells: Cells): boolean {
    const mapping = this.#mapping;
    if (mapping.kind !== "things" || mapping.fields.at === undefined) return true;
    if (geometry?.type !== "Point" || this.#turn === undefined) return false;
    const [x, y] = this.#turn(...geometry.coordinates);
    return writeValue(mapping.fields.at.x, x, cells) && writeValue(mapping.fields.at.y, y, cells);
  }

  #shapeOf({ geometry }: CityRow): PlacedGeometry | undefined {
    return geometry === null || this.#turn === undefined ? undefined : turnGeometry(geometry, this.#turn);
  }
}

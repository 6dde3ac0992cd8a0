import type { ImportTargets } from "@chengyun/contracts";
import { factorBetween, otherUnitAtEnd } from "@chengyun/kernel";
import { isFault } from "./fault.ts";
import type { Mapping } from "./map/mapping.ts";
import { readValue, type ValueSource } from "./map/value.ts";
import type { Notice, SourceRecord } from "./read/record.ts";
import type { Understanding } from "./understanding.ts";

/** How the column of an attribute becomes the city's unit, or why that is doubtful. */
export interface ToldUnit {
  readonly text: Notice;
  /** The heading says another unit than the attribute's, and the mapping gives no factor. */
  readonly isDoubtful: boolean;
}

type Sources = Readonly<Record<string, ValueSource>>;
type Target = ImportTargets["links"][number]["attributes"][number];

const sourcesOf = (mapping: Mapping): Sources => {
  if (mapping.kind === "network") return mapping.lines?.attributes ?? {};
  return mapping.kind === "things" || mapping.kind === "links" ? mapping.fields.attributes : {};
};

/** Types that the mapping's words name; undefined where they stand in the file. */
const typesOf = (mapping: Mapping): readonly string[] | undefined => {
  if (mapping.kind === "network") return mapping.lines === undefined ? [] : [mapping.lines.linkType];
  if (mapping.kind !== "things" && mapping.kind !== "links") return [];
  const { type } = mapping.fields;
  if (typeof type === "string") return undefined;
  if ("is" in type) return [String(type.is)];
  return type.words === undefined ? undefined : Object.values(type.words).map(String);
};

/** The attribute as the types have it that can come; once a unit. */
const attributesOf = (mapping: Mapping, targets: ImportTargets, id: string): readonly Target[] => {
  const types = typesOf(mapping);
  const all = mapping.kind === "things" ? targets.things : targets.links;
  const found = all
    .filter((type) => types === undefined || types.includes(type.id))
    .flatMap(({ attributes }) => attributes.filter((one) => one.id === id && one.unit !== undefined));
  return [...new Map(found.map((one) => [one.unit, one])).values()];
};

interface Example {
  readonly from: string;
  readonly to: string;
}

const shown = (value: string | number): string =>
  typeof value === "number" ? String(Number(value.toPrecision(12))) : value;

const columnOf = (source: ValueSource): string | undefined => {
  if (typeof source === "string") return source;
  return "is" in source ? undefined : source.column;
};

/** A value of one record as it stands and as it comes; undefined where it has none. */
const exampleOf = (source: ValueSource, { line, values }: SourceRecord): Example | undefined => {
  const raw = values[columnOf(source) ?? ""];
  const value = readValue(source, values, { line, field: "" });
  if (raw == null || value === undefined || typeof value === "object") return undefined;
  return { from: shown(String(raw).trim()), to: shown(value) };
};

const firstRecords = async ({ table, features }: Understanding): Promise<readonly SourceRecord[]> => {
  for await (const { found } of (table ?? features)?.() ?? [])
    return found.filter((one): one is SourceRecord => !isFault(one));
  return [];
};

/** The first value of each attribute among the first rows, as it stands and as it comes. */
const findExamples = async (sources: Sources, understanding: Understanding): Promise<Map<string, Example>> => {
  const records = await firstRecords(understanding);
  const examples = new Map<string, Example>();
  for (const [id, source] of Object.entries(sources))
    for (const record of records) {
      const example = exampleOf(source, record);
      if (example === undefined) continue;
      examples.set(id, example);
      break;
    }
  return examples;
};

const factorOf = (source: ValueSource): number | undefined =>
  typeof source === "object" && "factor" in source ? source.factor : undefined;

const tellPlain = (column: string, factor: number, to: Target, example: Example | undefined): Notice => {
  const times = factor === 1 ? "" : ` × ${factor}`;
  const such = example === undefined ? "" : `${example.from} → ${example.to} ${to.unit}`;
  return {
    zh: `“${column}”列${times} → ${to.name.zh}（${to.unit}）${such === "" ? "" : `，如 ${such}`}`,
    en: `column ${column}${times} → ${to.name.en} (${to.unit})${such === "" ? "" : `, e.g. ${such}`}`,
  };
};

const tellDoubt = (column: string, other: string, to: Target, example: Example | undefined): Notice => {
  const factor = factorBetween(other, to.unit ?? "");
  const [zh, en] =
    factor === undefined
      ? ["请核对是否选错了列或属性", "look whether the column or the attribute is the wrong one"]
      : [`文件里若是 ${other}，请写 "factor": ${factor}`, `if the file has ${other}, say "factor": ${factor}`];
  const read = example === undefined ? "" : `${example.to} ${to.unit}`;
  return {
    zh: `请核对：“${column}”列的列名以 ${other} 结尾，“${to.name.zh}”的单位是 ${to.unit}，映射没有写系数${read === "" ? "" : `，${example?.from} 读作 ${read}`}；${zh}。`,
    en: `Look at this: the heading of column ${column} ends in ${other}, ${to.name.en} is in ${to.unit}, and the mapping gives no factor${read === "" ? "" : `, so that ${example?.from} is read as ${read}`}; ${en}.`,
  };
};

/** Attributes that have a unit: which column becomes them, by which factor, with the first value as an example. */
export const toldUnits = async (
  mapping: Mapping,
  targets: ImportTargets,
  understanding: Understanding,
): Promise<ToldUnit[]> => {
  const sources = sourcesOf(mapping);
  const examples = await findExamples(sources, understanding);
  return Object.entries(sources).flatMap(([id, source]) => {
    const column = columnOf(source);
    if (column === undefined) return [];
    const factor = factorOf(source);
    return attributesOf(mapping, targets, id).map((to): ToldUnit => {
      const other = factor === undefined ? otherUnitAtEnd(column, to.unit ?? "") : undefined;
      return other === undefined
        ? { text: tellPlain(column, factor ?? 1, to, examples.get(id)), isDoubtful: false }
        : { text: tellDoubt(column, other, to, examples.get(id)), isDoubtful: true };
    });
  });
};

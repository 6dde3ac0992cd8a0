import type { Area, Department, Entry, FlowShape, Post } from "@chengyun/contracts";
import { type Label, type Language, severityNames } from "@chengyun/kernel";
import type { Strings } from "../../strings/zh.ts";

type Named = { readonly id: string; readonly name: Label };
type Names = ReadonlyMap<string, Label>;

/** What the ids in an entry's changes are called, as far as its reader may know. */
export interface EntryNames {
  /** Departments, posts and areas, by an id that is nobody else's. */
  readonly ids: Names;
  readonly departments: Names;
  readonly areas: Names;
  readonly categories: Names;
  /** Of the flow of the entry's subject. */
  readonly stages: Names;
  /** Fields that are facts of the city's dictionary. */
  readonly facts: Names;
}

interface NameSources {
  readonly departments: readonly Department[];
  readonly posts: readonly Post[];
  readonly areas: readonly Area[];
  readonly categories: readonly Named[];
  readonly facts: readonly Named[];
  readonly flow: Pick<FlowShape, "stages"> | undefined;
}

const byId = (named: readonly Named[]): Names => new Map(named.map(({ id, name }) => [id, name]));

export const toNames = ({ departments, posts, areas, categories, facts, flow }: NameSources): EntryNames => ({
  ids: byId([...departments, ...posts, ...areas]),
  departments: new Map(departments.map(({ code, name }) => [code, name])),
  areas: new Map(areas.map(({ path, name }) => [path, name])),
  categories: byId(categories),
  stages: byId(flow?.stages ?? []),
  facts: byId(facts),
});

/** Which fields hold codes of what; an id is known in whatever field it stands. */
const tables: Readonly<Record<string, keyof EntryNames>> = {
  department: "departments",
  departments: "departments",
  "joint-department": "departments",
  area: "areas",
  areaPath: "areas",
  category: "categories",
  type: "categories",
  "pack-category": "categories",
  stage: "stages",
};

/** What a text is called where it stands in a field; undefined where it stands for itself. */
export const valueName = (field: string, value: string, names: EntryNames): Label | undefined => {
  const levels: Readonly<Record<string, Label>> = severityNames;
  if (field === "severity") return levels[value];
  const table = tables[field];
  return names.ids.get(value) ?? (table === undefined ? undefined : names[table].get(value));
};

/** A field in words: ours, else those of the fact it is; undefined where we have none. */
export const fieldName = (
  field: string,
  names: Pick<EntryNames, "facts">,
  { t, language }: { readonly t: Strings; readonly language: Language },
): string | undefined =>
  (t.journal.fields as Readonly<Record<string, string>>)[field] ?? names.facts.get(field)?.[language];

/** A moment as the server writes it down. */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isChange = (value: unknown): value is { readonly before?: unknown; readonly after?: unknown } =>
  isFields(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => key === "before" || key === "after");

export const isLabel = (value: unknown): value is Label =>
  isFields(value) && typeof value["zh"] === "string" && typeof value["en"] === "string";

/** What changed, field by field: what was before stands beside what is now, wherever an entry kept both. */
export const toRows = (
  changes: NonNullable<Entry["changes"]>,
): readonly (readonly [field: string, value: unknown])[] => {
  const { reason: _, before, ...rest } = changes as Fields;
  if (!isFields(before) || isLabel(before)) return Object.entries(before === undefined ? rest : { ...rest, before });
  const rows = Object.entries(rest).map(([field, value]): [string, unknown] =>
    field in before ? [field, { before: before[field], after: value }] : [field, value],
  );
  const gone = Object.entries(before).filter(([field]) => !(field in rest));
  return gone.length === 0 ? rows : [...rows, ["before", Object.fromEntries(gone)]];
};

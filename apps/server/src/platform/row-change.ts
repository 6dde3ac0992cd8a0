import type { RowChange } from "@chengyun/contracts";
import { fillText, type Label } from "@chengyun/kernel";
import type { KeptRow } from "./bulk.ts";

/** What a row would become if it were kept, and of what is there already, what would be other. */
export interface TriedRow extends KeptRow {
  readonly changes?: readonly RowChange[];
}

const longest = 120;

const isLabel = (value: object): value is Label => "zh" in value && "en" in value;

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  if (isLabel(value)) return value.zh === value.en ? value.zh : `${value.zh} / ${value.en}`;
  return Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
};

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Fields that rows of several kinds have, as people call them. */
const names = {
  code: { zh: "代码", en: "Code" },
  name: { zh: "名称", en: "Name" },
  level: { zh: "层级", en: "Level" },
  position: { zh: "位置（经度, 纬度）", en: "Place (longitude, latitude)" },
  areaPath: { zh: "所在区域", en: "Area" },
  type: { zh: "类型", en: "Type" },
  from: { zh: "起点", en: "From" },
  to: { zh: "终点", en: "To" },
  geometry: { zh: "图形", en: "Shape" },
  kind: { zh: "底图类别", en: "Kind on the base map" },
  class: { zh: "细类", en: "Class" },
  source: { zh: "来源", en: "Source" },
  category: { zh: "类别", en: "Category" },
  title: { zh: "标题", en: "Title" },
  department: { zh: "部门", en: "Department" },
  channel: { zh: "渠道", en: "Channel" },
  status: { zh: "状态", en: "Status" },
  openedAt: { zh: "受理时间", en: "Opened" },
  targetAt: { zh: "承诺时限", en: "Promised until" },
  closedAt: { zh: "办结时间", en: "Closed" },
  verdict: { zh: "原系统的时限结论", en: "What its system says of the promise" },
} satisfies Readonly<Record<string, Label>>;

/** One field before and after; nothing where it stays. */
export const changeOf = (field: string, name: Label, from: unknown, to: unknown): RowChange[] => {
  const [before, after] = [textOf(from), textOf(to)];
  return before === after ? [] : [{ field, name, from: cut(before), to: cut(after) }];
};

/** The same of fields that go by names of ours. */
export const changesOf = <Field extends keyof typeof names>(
  from: Readonly<Partial<Record<Field, unknown>>>,
  to: Readonly<Partial<Record<Field, unknown>>>,
  fields: readonly Field[],
): RowChange[] => fields.flatMap((field) => changeOf(field, names[field], from[field], to[field]));

const corners: Label = { zh: "{n} 个顶点", en: "{n} corners" };

/** Of a geometry, or of coordinates however deep. */
const countCorners = (shape: unknown): number => {
  const coordinates: unknown =
    typeof shape === "object" && shape !== null && "coordinates" in shape ? shape.coordinates : shape;
  if (!Array.isArray(coordinates)) return 0;
  if (typeof coordinates[0] === "number") return 1;
  return coordinates.reduce((sum: number, inner) => sum + countCorners(inner), 0);
};

/** A shape that would be drawn otherwise: told by its corners, for nobody reads coordinates. */
export const shapeChange = (from: unknown, to: unknown): RowChange => {
  const told = (shape: unknown): string => {
    const n = countCorners(shape);
    return n === 0 ? "" : `${fillText(corners.zh, { n: String(n) })} / ${fillText(corners.en, { n: String(n) })}`;
  };
  return { field: "geometry", name: names.geometry, from: told(from), to: told(to) };
};

/** Attributes before and after; each goes by the name its type gives it. */
export const attributeChanges = (
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
  named: (id: string) => Label,
): RowChange[] => Object.keys({ ...from, ...to }).flatMap((id) => changeOf(id, named(id), from[id], to[id]));

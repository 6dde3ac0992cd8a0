import type { RowPlaces } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";

/** Cells of a row that has not as many as there are headings. */
export interface TornCells {
  /** As far as headings go; empty where the row ends before. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly beyond: readonly unknown[];
}

/** The place of a row as a sentence says it: places of several, where they are given as one text. */
export const atPlace = (places: RowPlaces, at: number | string): readonly [zh: string, en: string] =>
  places === "feature" ? [`第 ${at} 个要素`, `feature ${at}`] : [`第 ${at} 行`, `line ${at}`];

/** Why one row was not taken: where it stands, in which field, and what is wrong with it. */
export interface RowFault {
  /** Line of the file, row of the sheet, or (`placesOf` the format) which of its features; from 1. */
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly text: Label;
  /** The row itself, where no record could be made of it. */
  readonly cells?: TornCells;
}

/** A file or mapping that can't be used at all: a sentence, no stack. */
export class Unusable extends Error {
  readonly text: Label;

  constructor(text: Label) {
    super(text.en);
    this.text = text;
  }
}

/** Ends the work on a file with a sentence in both languages. */
export const refuse = (zh: string, en: string): never => {
  throw new Unusable({ zh, en });
};

/** What fields of ours are called in a sentence; others go by their own name. */
const words: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ref: ["编号", "ref"],
  type: ["类型", "type"],
  name: ["名称", "name"],
  "name.en": ["英文名称", "English name"],
  code: ["代码", "code"],
  level: ["层级", "level"],
  parentPath: ["上级区域", "area above"],
  position: ["位置", "position"],
  geometry: ["图形", "geometry"],
  from: ["起点", "from"],
  to: ["终点", "to"],
  kind: ["底图类别", "kind"],
  class: ["细类", "class"],
  time: ["时间", "time"],
  value: ["数值", "value"],
  thing: ["部件", "thing"],
  stream: ["监测项", "stream"],
  openedAt: ["上报时间", "reported at"],
  targetAt: ["期限", "due"],
  closedAt: ["办结时间", "closed at"],
  status: ["状态", "status"],
  verdict: ["是否按时", "on time"],
  category: ["类别", "category"],
  title: ["标题", "title"],
  department: ["部门", "department"],
  queue: ["办理队列", "queue"],
  channel: ["渠道", "channel"],
  result: ["办理结果", "result"],
  address: ["地址", "address"],
};

/** A fault with its sentences; the value is quoted, cut to what fits a line. */
export const fault = (line: number, field: string, code: string, [zh, en]: readonly [string, string]): RowFault => ({
  line,
  field,
  code,
  text:
    field === ""
      ? { zh, en }
      : { zh: `${words[field]?.[0] ?? field}：${zh}`, en: `${words[field]?.[1] ?? field}: ${en}` },
});

const longestQuote = 60;

/** A value as a sentence quotes it. */
export const quoted = (value: unknown): string => {
  const text =
    value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return `"${text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text}"`;
};

/** Whether a result is a fault and no row. */
export const isFault = (found: object): found is RowFault => "code" in found && "text" in found && "field" in found;

const listed = (columns: readonly string[]): readonly [zh: string, en: string] => [
  `列“${columns.join("”“")}”`,
  `column ${columns.map((column) => `"${column}"`).join(", ")}`,
];

/** The same fault with its field called as people call it, and with the columns of the file it was read from. */
export const calledBy = <Fault extends Omit<RowFault, "cells">>(
  one: Fault,
  name: Label | undefined,
  columns: readonly string[],
): Fault => {
  const [own, ownEn] = words[one.field] ?? [one.field, one.field];
  const { zh, en } = one.text;
  const [columnZh, columnEn] = columns.length === 0 ? ["", ""] : listed(columns);
  if (columnZh !== "" && zh.includes(columnZh)) return one;
  const [tailZh, tailEn] = columnZh === "" ? ["", ""] : [`（${columnZh}）`, ` (${columnEn})`];
  const isOurs = zh.startsWith(`${own}：`) && en.startsWith(`${ownEn}: `);
  const text = isOurs
    ? {
        zh: `${name?.zh ?? own}${tailZh}：${zh.slice(own.length + 1)}`,
        en: `${name?.en ?? ownEn}${tailEn}: ${en.slice(ownEn.length + 2)}`,
      }
    : { zh: `${zh}${tailZh}`, en: `${en}${tailEn}` };
  return { ...one, text };
};

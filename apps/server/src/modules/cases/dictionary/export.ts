import { writeLimit } from "@chengyun/kernel";
import writeWorkbook from "write-excel-file/node";
import type { ClassCondition, ClassKind, DictionaryClass } from "./model.ts";

/** A limit with its calendar and the words around it, so that nobody has to ask again. */
const limitText = ({ limit, season, goal }: ClassCondition): string =>
  `${season ?? ""}${writeLimit(limit)}${goal ?? ""}`;

interface Line {
  readonly one: DictionaryClass;
  readonly condition: ClassCondition;
}

type Column = readonly [heading: string, width: number, cell: (line: Line) => string | undefined];

const standing: readonly Column[] = [
  ["大类代码", 9, ({ one }) => one.code.slice(0, 2)],
  ["大类名称", 16, ({ one }) => one.major],
  ["小类代码", 9, ({ one }) => one.code.slice(2)],
  ["小类名称", 22, ({ one }) => one.name],
  ["处置单位", 30, ({ condition }) => condition.responsible],
  ["主管部门", 30, ({ condition }) => condition.supervising],
  ["立案条件", 44, ({ condition }) => condition.files],
  ["结案条件", 24, ({ condition }) => condition.closes],
  ["处置时限", 14, ({ condition }) => limitText(condition)],
  ["法律法规依据", 30, ({ condition }) => condition.basis],
  ["法律法规具体条款", 44, ({ condition }) => condition.clause],
  ["采集要求", 44, ({ condition }) => condition.notes],
];

const total: Column = [
  "总时限",
  14,
  ({ condition }) => (condition.total === undefined ? "" : writeLimit(condition.total)),
];

/** A city that gives no limits in total gets the table it gave. */
const columnsOf = (classes: readonly DictionaryClass[]): readonly Column[] =>
  classes.some(({ conditions }) => conditions.some((condition) => condition.total !== undefined))
    ? [...standing, total]
    : standing;

const tableOf = (classes: readonly DictionaryClass[], of: ClassKind): string[][] => {
  const columns = columnsOf(classes);
  const lines = classes
    .filter((one) => one.of === of)
    .flatMap((one) => one.conditions.map((condition) => columns.map(([, , cell]) => cell({ one, condition }) ?? "")));
  return [columns.map(([heading]) => heading), ...lines];
};

/** A cell that a spreadsheet would run as a formula is written as text. */
const unarmed = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (text: string): string => {
  const safe = unarmed(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as csv, with the mark that tells spreadsheets it is UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

/** Classes of one kind in the shape they were imported in, every limit with its calendar. */
export const writeCsv = (classes: readonly DictionaryClass[], of: ClassKind): string => toCsv(tableOf(classes, of));

const sheetNames: Readonly<Record<ClassKind, string>> = { part: "部件", event: "事件" };

/** Both kinds as a workbook of two sheets. Every cell is text: codes keep their zeros, nothing is a formula. */
export const writeXlsx = (classes: readonly DictionaryClass[]): Promise<Buffer> => {
  const kinds = (["part", "event"] as const).filter((of) => classes.some((one) => one.of === of));
  const sheets = (kinds.length === 0 ? (["part"] as const) : kinds).map((of) => ({
    sheet: sheetNames[of],
    data: tableOf(classes, of).map((row) => row.map((value) => ({ value, type: String }))),
    columns: columnsOf(classes).map(([, width]) => ({ width })),
  }));
  return writeWorkbook(sheets).toBuffer();
};

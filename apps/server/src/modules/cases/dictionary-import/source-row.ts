import { createHash } from "node:crypto";
import { AppError } from "../../../platform/app-error.ts";
import type { ClassKind } from "../dictionary/index.ts";
import type { ColumnName, Remark, SourceFile, SourceRow } from "./model.ts";
import type { Sheet, SheetFile } from "./sheet-file.ts";

/** Headings by column: the three editions found in use, and our own export. */
const headings: Readonly<Record<ColumnName, readonly string[]>> = {
  majorCode: ["大类代码"],
  major: ["大类名称"],
  minorCode: ["小类代码"],
  name: ["小类名称"],
  files: ["立案条件"],
  closes: ["结案条件"],
  written: ["处置时限"],
  total: ["总时限"],
  responsible: ["处置单位", "责任主体"],
  supervising: ["主管部门", "监管主体"],
  basis: ["法律法规依据"],
  clause: ["法律法规具体条款", "具体条款"],
  notes: ["采集要求"],
};

const needed: readonly ColumnName[] = ["minorCode", "name", "files", "closes", "written"];

/** Major classes of GB/T 30428.2 that are events; the others are parts. */
const eventMajors = new Set(["市容环境", "宣传广告", "施工管理", "街面秩序", "突发事件", "扩展事件", "其他事件"]);

const clean = (text: string | undefined): string => (text ?? "").replace(/\s+/gu, " ").trim();

type Columns = ReadonlyMap<ColumnName, number>;

const columnsOf = (cells: readonly string[]): Columns | undefined => {
  const columns = new Map<ColumnName, number>();
  for (const [name, words] of Object.entries(headings) as [ColumnName, readonly string[]][]) {
    const at = cells.findIndex((cell) => words.includes(clean(cell)));
    if (at >= 0) columns.set(name, at);
  }
  return needed.every((name) => columns.has(name)) ? columns : undefined;
};

/** Codes of two digits; a number that lost its zero (`1` for `01`) gets it back. */
const toCode = (text: string): { code: string; mended: boolean } => {
  const code = clean(text).normalize("NFKC");
  return /^\d$/.test(code) ? { code: `0${code}`, mended: true } : { code, mended: false };
};

/** What a merged cell says once, the rows below it mean as well, as long as their class is the same. */
const ofMajor: readonly ColumnName[] = ["majorCode", "major"];
const ofClass: readonly ColumnName[] = ["minorCode", "name", "responsible", "supervising", "basis", "clause", "notes"];

type Cells = Partial<Record<ColumnName, string>>;

const fillDown = (cells: Cells, above: Cells): { cells: Cells; filled: boolean } => {
  const filled: Cells = { ...cells };
  const fill = (names: readonly ColumnName[]): void => {
    for (const name of names) if ((filled[name] ?? "") === "" && above[name] !== undefined) filled[name] = above[name];
  };
  if ((cells.majorCode ?? "") === "") fill(ofMajor);
  const isSameClass = (cells.minorCode ?? "") === "" && (cells.name ?? "") === "";
  if (isSameClass) fill(ofClass);
  return { cells: filled, filled: isSameClass || (cells.majorCode ?? "") === "" };
};

const readCells = (columns: Columns, cells: readonly string[]): Cells =>
  Object.fromEntries(
    [...columns].flatMap(([name, at]) => {
      const text = clean(cells[at]);
      return text === "" ? [] : [[name, text]];
    }),
  );

/** The code of a class written whole, `0101` below the major class `01`, names the same class as `01`. */
const withoutMajor = (minor: string, major: string): string =>
  /^\d{4}$/.test(minor) && minor.startsWith(major) && major.length === 2 ? minor.slice(2) : minor;

const withCodes = (cells: Cells): { cells: Cells; mended: boolean } => {
  const major = toCode(cells.majorCode ?? "");
  const minor = toCode(cells.minorCode ?? "");
  const codes: Cells = {
    ...(cells.majorCode === undefined ? {} : { majorCode: major.code }),
    ...(cells.minorCode === undefined ? {} : { minorCode: withoutMajor(minor.code, major.code) }),
  };
  return { cells: { ...cells, ...codes }, mended: major.mended || minor.mended };
};

const kindOf = (words: string, major: string | undefined): ClassKind => {
  if (/事件|event/i.test(words) && !/部件|component|part/i.test(words)) return "event";
  if (/部件|component/i.test(words) && !/事件|event/i.test(words)) return "part";
  return eventMajors.has(major ?? "") ? "event" : "part";
};

const readSheet = (sheet: Sheet, fileName: string): SourceRow[] => {
  const headAt = sheet.rows.slice(0, 10).findIndex(({ cells }) => columnsOf(cells) !== undefined);
  const columns = columnsOf(sheet.rows[headAt]?.cells ?? []);
  if (columns === undefined) return [];
  const words = sheet.name ?? fileName;
  const rows: SourceRow[] = [];
  let above: Cells = {};
  for (const { line, cells } of sheet.rows.slice(headAt + 1)) {
    const own = readCells(columns, cells);
    // A wholly empty line is what merged cells leave behind.
    if (Object.keys(own).length === 0) continue;
    const coded = withCodes(own);
    const { cells: whole, filled } = fillDown(coded.cells, above);
    const remarks: Remark[] = [
      ...(coded.mended ? ["zeros-lost" as const] : []),
      ...(filled ? ["filled-down" as const] : []),
    ];
    const of = kindOf(words, whole.major);
    rows.push({ ...(sheet.name === undefined ? {} : { sheet: sheet.name }), line, of, cells: whole, remarks });
    above = whole;
  }
  return rows;
};

/** Rows of a file with the place of each. Fails with `dictionary.no-table`. */
export const toSourceFile = (name: string, data: Buffer, file: SheetFile): SourceFile => {
  const rows = file.sheets.flatMap((sheet) => readSheet(sheet, name));
  if (rows.length === 0) throw new AppError("dictionary.no-table");
  return { name, encoding: file.encoding, digest: createHash("sha256").update(data).digest("hex"), rows };
};

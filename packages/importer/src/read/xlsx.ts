import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import readWorkbook from "read-excel-file/node";
import { SaxesParser } from "saxes";
import { refuse } from "../fault.ts";
import type { SourceFile } from "../file/source-file.ts";
import { checkUnpacks } from "../file/zip.ts";
import { tellApart } from "./headings.ts";
import { brokenRow, checkWidth, type Found, type Notice } from "./record.ts";

/** Which sheet, and in which row its headings stand. */
export interface SheetLayout {
  readonly sheet?: string | undefined;
  readonly headings?: number | undefined;
}

/** Rows of a sheet, and what was noticed of it. */
export interface SheetRows {
  readonly found: readonly Found[];
  readonly notices: readonly Notice[];
  /** Names of all sheets. */
  readonly sheets: readonly string[];
}

const unpackedAtMost = 200 * 1_048_576;

type Merge = readonly [top: number, left: number, bottom: number, right: number];

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** An element of merged cells is short: whatever goes on longer without an end is none, and is not looked through again and again. */
const mergePattern = /<(?:\w{1,20}:)?mergeCell\b[^<>]{0,100}?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;

const mergesOf = (sheetXml: string): Merge[] =>
  [...sheetXml.matchAll(mergePattern)].map(([, left = "A", top = "1", right = "A", bottom = "1"]) => [
    Number(top) - 1,
    columnOf(left),
    Number(bottom) - 1,
    columnOf(right),
  ]);

/** Attributes of every element of a name, whatever its prefix. */
const elementsOf = (xml: string, name: string): Readonly<Record<string, string>>[] => {
  const found: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name: tag, attributes }) => {
    if (tag.split(":").at(-1) === name) found.push(attributes as Record<string, string>);
  });
  parser.write(xml).close();
  return found;
};

const relationKey = (sheet: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(sheet).find(([name]) => /(^|:)id$/.test(name))?.[1];

/** Where a sheet lies: the workbook names its relation, the relations name the part. */
const partOf = (parts: Readonly<Record<string, Uint8Array>>, sheet: string): string | undefined => {
  const [book, relations] = [parts["xl/workbook.xml"], parts["xl/_rels/workbook.xml.rels"]];
  if (book === undefined || relations === undefined) return undefined;
  const named = elementsOf(strFromU8(book), "sheet").find(({ name }) => name === sheet);
  const key = named === undefined ? undefined : relationKey(named);
  const target = elementsOf(strFromU8(relations), "Relationship").find(({ Id }) => Id === key)?.["Target"];
  if (target === undefined) return undefined;
  return target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
};

/** Parts of a workbook by name, each no larger than it may be. */
const unpackParts = (bytes: Uint8Array, wanted: ReadonlySet<string>): Readonly<Record<string, Uint8Array>> =>
  unzipSync(bytes, { filter: ({ name, originalSize }) => wanted.has(name) && originalSize < unpackedAtMost });

/** Blocks of merged cells of a sheet. */
const readMerges = (file: SourceFile, bytes: Uint8Array, sheet: string): Merge[] => {
  try {
    const part = partOf(unpackParts(bytes, new Set(["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])), sheet);
    const xml = part === undefined ? undefined : unpackParts(bytes, new Set([part]))[part];
    if (xml !== undefined) return mergesOf(strFromU8(xml));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse(
      `${file.name} 不是完整的工作簿（${error.message}）。`,
      `${file.name} is no whole workbook (${error.message}).`,
    );
  }
  return refuse(
    `${file.name} 里找不到工作表“${sheet}”的内容，无从得知哪些单元格是合并的。`,
    `${file.name} does not say where its sheet "${sheet}" lies, so nobody knows which of its cells are merged.`,
  );
};

/** Blocks of merged cells, and cells below them, of one sheet: more than any table has. */
const mergesMost = 100_000;
const mergedMost = 5_000_000;

const checkMerges = (
  file: SourceFile,
  merges: readonly Merge[],
  { rows, width }: { rows: number; width: number },
): void => {
  const cells = merges.reduce((sum, [top, left, bottom, right]) => {
    const high = Math.min(bottom, rows - 1) - top + 1;
    const wide = Math.min(right, width - 1) - left + 1;
    return sum + Math.max(0, high) * Math.max(0, wide);
  }, 0);
  if (merges.length <= mergesMost && cells <= mergedMost) return;
  refuse(
    `${file.name} 有 ${merges.length} 处合并单元格，共 ${cells} 格；最多读取 ${mergesMost} 处、${mergedMost} 格。请取消合并后再导入。`,
    `${file.name} has ${merges.length} blocks of merged cells, ${cells} cells in all; ${mergesMost} blocks and ${mergedMost} cells are read at most. Unmerge them, then import it.`,
  );
};

type Cell = string | number | boolean | Date | null;

interface Filled {
  readonly filled: number;
  /** Cells below a block that hold something of their own, which is what the file says and stays. */
  readonly kept: number;
}

const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || cell === null || cell === "";

/** Fills the empty cells of a row of a block; answers how many, and how many held something of their own. */
const fillRow = (cells: Cell[], value: Cell, columns: readonly [from: number, to: number]): Filled => {
  let [filled, kept] = [0, 0];
  for (let column = columns[0]; column <= columns[1]; column += 1)
    if (isEmpty(cells[column])) {
      cells[column] = value;
      filled += 1;
    } else kept += 1;
  return { filled, kept };
};

/** Every empty cell of a merged block gets the value of its first: that is what the reader of the sheet sees. */
const fillMerges = (rows: Cell[][], merges: readonly Merge[]): Filled => {
  let [filled, kept] = [0, 0];
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  for (const [top, left, bottom, right] of merges) {
    const value = rows[top]?.[left] ?? null;
    for (let row = top; value !== null && row <= Math.min(bottom, rows.length - 1); row += 1) {
      const done = fillRow(rows[row] ?? [], value, [row === top ? left + 1 : left, Math.min(right, width - 1)]);
      filled += done.filled;
      kept += done.kept;
    }
  }
  return { filled, kept };
};

const mergeNotices = ({ filled, kept }: Filled): Notice[] => [
  ...(filled === 0
    ? []
    : [
        {
          zh: `合并单元格已展开，补入 ${filled} 个单元格`,
          en: `merged cells were spread: ${filled} cells filled with the value of their block`,
        },
      ]),
  ...(kept === 0
    ? []
    : [
        {
          zh: `合并单元格下有 ${kept} 个单元格自有内容（表中看不见），按其自身内容读取`,
          en: `${kept} cells below merged ones hold something of their own, which the sheet does not show; it was read as it is`,
        },
      ]),
];

const cellText = (cell: Cell | undefined): string | number => {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(/\.000Z$/, "")
      .replace(/T00:00:00$/, "");
  return typeof cell === "number" ? cell : String(cell).trim();
};

const toFound = (headings: readonly string[], cells: readonly Cell[], line: number): Found => {
  const values = Object.fromEntries(headings.map((heading, at) => [heading, cellText(cells[at])]));
  const beyond = cells.slice(headings.length).map(cellText);
  while (beyond.at(-1) === "") beyond.pop();
  return beyond.length === 0 ? { line, values } : brokenRow(line, { values, beyond }, headings.length + beyond.length);
};

/** Reads one sheet of a workbook; merged cells are filled and said, formulas count by their last result. */
export const readXlsx = async (file: SourceFile, layout: SheetLayout = {}): Promise<SheetRows> => {
  await checkUnpacks(file.path, unpackedAtMost, file.name);
  const bytes = await readFile(file.path);
  const book = await readWorkbook(bytes).catch((error: unknown) =>
    refuse(`${file.name} 不是工作簿（${String(error)}）。`, `${file.name} is no workbook (${String(error)}).`),
  );
  const at = layout.sheet === undefined ? 0 : book.findIndex(({ sheet }) => sheet === layout.sheet);
  const chosen = book[at];
  const names = book.map(({ sheet }) => sheet);
  if (chosen === undefined)
    return refuse(
      `${file.name} 没有工作表 ${layout.sheet ?? ""}，只有：${names.join("、")}`,
      `${file.name} has no sheet ${layout.sheet ?? ""}; there are: ${names.join(", ")}`,
    );
  const rows = chosen.data.map((cells) => [...cells] as Cell[]);
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  checkWidth(file.name, width);
  const merges = readMerges(file, bytes, chosen.sheet);
  checkMerges(file, merges, { rows: rows.length, width });
  const merged = fillMerges(rows, merges);
  const headingsAt = layout.headings ?? 1;
  const { names: headings, notices: alike } = tellApart(
    (rows[headingsAt - 1] ?? []).map((cell) => String(cellText(cell))),
  );
  const found = rows.flatMap((cells, row): Found[] =>
    row < headingsAt || cells.every((cell) => cell === null || cell === "") ? [] : [toFound(headings, cells, row + 1)],
  );
  const notices: Notice[] = [
    { zh: `工作表“${chosen.sheet}”（共 ${names.length} 个）`, en: `sheet "${chosen.sheet}" of ${names.length}` },
    ...mergeNotices(merged),
    ...alike,
  ];
  return { found, notices, sheets: names };
};

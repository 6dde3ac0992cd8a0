import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import readWorkbook from "read-excel-file/node";
import { fault, refuse } from "../fault.ts";
import type { SourceFile } from "../file/source-file.ts";
import { checkUnpacks } from "../file/zip.ts";
import type { Found, Notice } from "./record.ts";

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

const mergePattern = /<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;

const mergesOf = (sheetXml: string): Merge[] =>
  [...sheetXml.matchAll(mergePattern)].map(([, left = "A", top = "1", right = "A", bottom = "1"]) => [
    Number(top) - 1,
    columnOf(left),
    Number(bottom) - 1,
    columnOf(right),
  ]);

/** Sheets as the workbook lists them lie in xl/worksheets/sheet1.xml, sheet2.xml and so on, in the order of making. */
const readMerges = (file: SourceFile, bytes: Uint8Array, at: number): Merge[] => {
  let size = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        return name === `xl/worksheets/sheet${at + 1}.xml` && originalSize < unpackedAtMost;
      },
    });
    const xml = parts[`xl/worksheets/sheet${at + 1}.xml`];
    if (size > unpackedAtMost) return refuse(`${file.name} 解压后过大。`, `${file.name} unpacks to too much.`);
    return xml === undefined ? [] : mergesOf(strFromU8(xml));
  } catch (error) {
    if (error instanceof Error && "code" in error)
      return refuse(`${file.name} 不是完整的工作簿。`, `${file.name} is no whole workbook.`);
    throw error;
  }
};

type Cell = string | number | boolean | Date | null;

/** Every cell of a merged block gets the value of its first: that is what the reader of the sheet sees. */
const fillMerges = (rows: Cell[][], merges: readonly Merge[]): number => {
  let filled = 0;
  for (const [top, left, bottom, right] of merges) {
    const value = rows[top]?.[left] ?? null;
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        const cells = rows[row];
        if (cells === undefined || (row === top && column === left)) continue;
        cells[column] = value;
        filled += 1;
      }
  }
  return filled;
};

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
  const beyond = cells.slice(headings.length).some((cell) => cell !== null && cell !== "");
  if (beyond)
    return fault(line, "", "wrong-number-of-columns", ["表头以外还有单元格", "there are cells beyond the headings"]);
  return { line, values: Object.fromEntries(headings.map((heading, at) => [heading, cellText(cells[at])])) };
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
  const filled = fillMerges(rows, readMerges(file, bytes, at));
  const headingsAt = layout.headings ?? 1;
  const headings = (rows[headingsAt - 1] ?? []).map((cell) => String(cellText(cell)));
  const found = rows.flatMap((cells, row): Found[] =>
    row < headingsAt || cells.every((cell) => cell === null || cell === "") ? [] : [toFound(headings, cells, row + 1)],
  );
  const notices: Notice[] = [
    { zh: `工作表“${chosen.sheet}”（共 ${names.length} 个）`, en: `sheet "${chosen.sheet}" of ${names.length}` },
  ];
  if (filled > 0)
    notices.push({
      zh: `合并单元格已展开，补入 ${filled} 个单元格`,
      en: `merged cells were spread: ${filled} cells filled with the value of their block`,
    });
  return { found, notices, sheets: names };
};

import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { refuse } from "../fault.ts";
import type { Cells } from "./cells.ts";
import type { WrittenRow } from "./row.ts";

/** Formats that are written. */
export const writtenFormats = ["csv", "xlsx", "geojson"] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

const quote = (cell: unknown): string => {
  const text = cell === undefined ? "" : String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Columns of rows in the order of their coming. */
const columnsOf = (rows: readonly { readonly cells: Cells }[]): string[] => {
  const columns = new Set<string>();
  for (const { cells } of rows) for (const column of Object.keys(cells)) columns.add(column);
  return [...columns];
};

/** Rows written at a time: a million of them are more than one text can hold. */
const pieceRows = 5_000;

/** Texts of rows, many at a time; `write` gets each with its number. */
function* inPieces(rows: readonly WrittenRow[], write: (row: WrittenRow, n: number) => string): Generator<string> {
  for (let from = 0; from < rows.length; from += pieceRows)
    yield rows
      .slice(from, from + pieceRows)
      .map((row, n) => write(row, from + n))
      .join("");
}

function* toCsv(rows: readonly WrittenRow[], delimiter: string): Generator<string> {
  const columns = columnsOf(rows);
  yield `\uFEFF${columns.map(quote).join(delimiter)}\r\n`;
  yield* inPieces(rows, ({ cells }) => `${columns.map((column) => quote(cells[column])).join(delimiter)}\r\n`);
}

const head = '<?xml version="1.0" encoding="UTF-8"?>';

/** A workbook may not hold control signs; tabs and line breaks stay. */
const isPrintable = (sign: string): boolean => (sign.codePointAt(0) ?? 0) >= 32 || "\t\n\r".includes(sign);

const escapeXml = (text: string): string =>
  [...text]
    .filter(isPrintable)
    .join("")
    .replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const lettersOf = (n: number): string =>
  (n < 26 ? "" : lettersOf(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const toCell = (value: unknown, at: string): string => {
  if (value === undefined) return "";
  if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(String(value))}</t></is></c>`;
};

/** What a sheet of a workbook can hold. */
const sheetRows = 1_048_576;

function* toSheet(rows: readonly WrittenRow[], headings: number): Generator<string> {
  const columns = columnsOf(rows);
  const letters = columns.map((_, at) => lettersOf(at));
  const toLine = (line: readonly unknown[], row: number): string =>
    `<row r="${row}">${line.map((value, at) => toCell(value, `${letters[at]}${row}`)).join("")}</row>`;
  yield `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`;
  yield toLine(columns, headings);
  const first = headings + 1;
  const toRow = ({ cells }: WrittenRow, n: number) =>
    toLine(
      columns.map((one) => cells[one]),
      first + n,
    );
  yield* inPieces(rows, toRow);
  yield "</sheetData></worksheet>";
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";

/** The least a workbook of one sheet is made of, the sheet left out. */
const workbookParts = (sheet: string): Readonly<Record<string, string>> => ({
  "[Content_Types].xml": `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  "_rels/.rels": `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

function* toXlsx(rows: readonly WrittenRow[], { sheet = "Sheet1", headings = 1 }: TableLayout): Generator<Uint8Array> {
  if (rows.length + headings > sheetRows)
    refuse(
      `工作表最多 ${sheetRows} 行，这里有 ${rows.length} 行；请写成 .csv。`,
      `A sheet holds ${sheetRows} rows at most, and these are ${rows.length}; write a .csv.`,
    );
  let done: Uint8Array[] = [];
  const zip = new Zip((fault, piece) => {
    if (fault) throw fault;
    done.push(piece);
  });
  const parts = { ...workbookParts(sheet), "xl/worksheets/sheet1.xml": toSheet(rows, headings) };
  for (const [name, texts] of Object.entries(parts)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    for (const text of typeof texts === "string" ? [texts] : texts) {
      part.push(strToU8(text));
      yield* done;
      done = [];
    }
    part.push(new Uint8Array(), true);
  }
  zip.end();
  yield* done;
}

function* toGeojson(rows: readonly WrittenRow[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n';
  yield* inPieces(rows, ({ cells, geometry }, n) => {
    const feature = JSON.stringify({ type: "Feature", properties: cells, geometry: geometry ?? null });
    return n === 0 ? feature : `,\n${feature}`;
  });
  yield "\n]}\n";
}

/** Where in a table rows stand. */
export interface TableLayout {
  readonly sheet?: string | undefined;
  readonly headings?: number | undefined;
  readonly delimiter?: string | undefined;
}

function* toPieces(rows: readonly WrittenRow[], format: WrittenFormat, layout: TableLayout) {
  if (format === "xlsx") yield* toXlsx(rows, layout);
  else yield* format === "csv" ? toCsv(rows, layout.delimiter ?? ",") : toGeojson(rows);
}

/** Writes rows to a file, whole or not at all; there may be more of them than one text can hold. */
export const writeTable = async (
  path: string,
  rows: readonly WrittenRow[],
  format: WrittenFormat,
  layout: TableLayout,
): Promise<void> => {
  const beside = `${path}.part`;
  try {
    await pipeline(Readable.from(toPieces(rows, format, layout)), createWriteStream(beside));
    renameSync(beside, path);
  } catch (fault) {
    rmSync(beside, { force: true });
    throw fault;
  }
};

import { strToU8, zipSync } from "fflate";
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
const columnsOf = (rows: readonly { readonly cells: Cells }[]): string[] => [
  ...new Set(rows.flatMap(({ cells }) => Object.keys(cells))),
];

const toCsv = (rows: readonly WrittenRow[], delimiter: string): string => {
  const columns = columnsOf(rows);
  const lines = rows.map(({ cells }) => columns.map((column) => quote(cells[column])).join(delimiter));
  return `\uFEFF${[columns.map(quote).join(delimiter), ...lines].join("\r\n")}\r\n`;
};

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

const toSheet = (rows: readonly WrittenRow[], headings: number): string => {
  const columns = columnsOf(rows);
  const lines: readonly (readonly unknown[])[] = [
    columns,
    ...rows.map(({ cells }) => columns.map((one) => cells[one])),
  ];
  const xml = lines.map((line, n) => {
    const row = n + headings;
    return `<row r="${row}">${line.map((value, at) => toCell(value, `${lettersOf(at)}${row}`)).join("")}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${xml.join("")}</sheetData></worksheet>`;
};

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const head = '<?xml version="1.0" encoding="UTF-8"?>';

/** The least a workbook of one sheet is made of. */
const toXlsx = (rows: readonly WrittenRow[], { sheet = "Sheet1", headings = 1 }: TableLayout): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8(
      `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(toSheet(rows, headings)),
  });

const toGeojson = (rows: readonly WrittenRow[]): string => {
  const features = rows.map(({ cells, geometry }) =>
    JSON.stringify({ type: "Feature", properties: cells, geometry: geometry ?? null }),
  );
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
};

/** Where in a table rows stand. */
export interface TableLayout {
  readonly sheet?: string | undefined;
  readonly headings?: number | undefined;
  readonly delimiter?: string | undefined;
}

/** Rows as the bytes of a file. */
export const toFile = (rows: readonly WrittenRow[], format: WrittenFormat, layout: TableLayout): Uint8Array => {
  if (format === "xlsx") return toXlsx(rows, layout);
  return strToU8(format === "csv" ? toCsv(rows, layout.delimiter ?? ",") : toGeojson(rows));
};

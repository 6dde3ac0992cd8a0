import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { type Cell, isLikeFormula } from "./csv.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const sheetTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Styles by place: 0 plain, 1 heading, 2 text that begins like a formula and is marked as text. */
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`;

const parts: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetTypes}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/></Types>`,
  "_rels/.rels": `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  "xl/styles.xml": styles,
};

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What XML 1.0 can't hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const toXml = (text: string): string =>
  text.replace(unwritable, "").replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** A spreadsheet holds no longer text in one cell. */
const longestText = 32_767;

const textCell = (text: string, style: number): string =>
  `<c t="inlineStr"${style === 0 ? "" : ` s="${style}"`}><is><t xml:space="preserve">${toXml(text.slice(0, longestText))}</t></is></c>`;

const cellOf = (cell: Cell): string => {
  if (cell === undefined) return "<c/>";
  return typeof cell === "number" ? `<c><v>${cell}</v></c>` : textCell(cell, isLikeFormula(cell) ? 2 : 0);
};

const rowOf = (cells: readonly Cell[]): string => `<row>${cells.map(cellOf).join("")}</row>`;

interface Sheet {
  readonly name: string;
  readonly heading: readonly { readonly text: string; readonly width: number }[];
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

async function* sheetXml({ heading, pages }: Sheet): AsyncGenerator<string> {
  const cols = heading.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols>${cols.join("")}</cols><sheetData><row>${heading.map(({ text }) => textCell(text, 1)).join("")}</row>`;
  for await (const rows of pages) yield rows.map(rowOf).join("");
  yield "</sheetData></worksheet>";
}

/** A workbook of one sheet, zipped while its rows are still read: no more than a page is ever held. */
export const toXlsx = (sheet: Sheet): Readable => {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  const book = `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${toXml(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  zip.addBuffer(Buffer.from(book), "xl/workbook.xml");
  const rows = Readable.from(sheetXml(sheet));
  const out = new Readable().wrap(zip.outputStream);
  rows.once("error", (error) => out.destroy(error));
  out.once("close", () => rows.destroy());
  zip.addReadStream(rows, "xl/worksheets/sheet1.xml");
  zip.end();
  return out;
};

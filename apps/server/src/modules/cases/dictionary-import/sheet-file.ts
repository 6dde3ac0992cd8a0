import { readZipDirectory } from "@chengyun/importer/zip";
import { detect } from "chardet";
import { CsvError, parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import { AppError } from "../../../platform/app-error.ts";

/** A table as it lies in a file: cells as text, each row with its line. */
export interface Sheet {
  readonly name?: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** A file read: its tables and how its letters were written. */
export interface SheetFile {
  readonly encoding: string;
  readonly sheets: readonly Sheet[];
}

/** A workbook that unpacks to more than this is none of a city's classes. */
const unpackedBytesAtMost = 60 * 1_048_576;
const rowsAtMost = 20_000;

const isZip = (data: Buffer): boolean => data.length > 4 && data.readUInt32LE(0) === 0x04034b50;

const decodeAs = (data: Buffer, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(data);
  } catch (fault) {
    if (fault instanceof TypeError) return undefined;
    throw fault;
  }
};

/** Text of a file in the encoding it is really in; what is valid UTF-8 is UTF-8, for nothing else looks like it. */
const decode = (data: Buffer): { text: string; encoding: string } | undefined => {
  const marked =
    data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8";
  const plain = decodeAs(data, marked);
  if (plain !== undefined && !plain.includes("\u0000")) return { text: plain, encoding: marked.toUpperCase() };
  const guessed = detect(data);
  if (guessed === null || !/^(gb|iso-2022-cn)/i.test(guessed)) return undefined;
  const text = decodeAs(data, "gb18030");
  return text === undefined || text.includes("\u0000") ? undefined : { text, encoding: "GB 18030" };
};

const readCsv = (data: Buffer): SheetFile => {
  const decoded = decode(data);
  if (decoded === undefined) throw new AppError("dictionary.unreadable");
  try {
    let next = 1;
    const records = parse(decoded.text, {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: false,
      toLine: 200_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = records.slice(0, rowsAtMost).map(({ record, info }) => {
      const line = next;
      next = info.lines + 1;
      return { line, cells: record };
    });
    return { encoding: decoded.encoding, sheets: [{ rows }] };
  } catch (fault) {
    if (fault instanceof CsvError) throw new AppError("dictionary.unreadable");
    throw fault;
  }
};

const cellText = (value: unknown): string =>
  value === null || value === undefined ? "" : value instanceof Date ? value.toISOString() : String(value);

const readXlsx = async (data: Buffer): Promise<SheetFile> => {
  const entries = await readZipDirectory(data, "xlsx").catch(() => undefined);
  const size = entries?.reduce((sum, entry) => sum + entry.size, 0);
  if (size === undefined || size > unpackedBytesAtMost) throw new AppError("dictionary.unreadable");
  // The library throws errors of many kinds at files that are no workbook; all of them mean the same here.
  const book = await readWorkbook(data).catch(() => {
    throw new AppError("dictionary.unreadable");
  });
  return {
    encoding: "xlsx",
    sheets: book.map(({ sheet, data: rows }) => ({
      name: sheet,
      rows: rows.slice(0, rowsAtMost).map((cells, at) => ({ line: at + 1, cells: cells.map(cellText) })),
    })),
  };
};

/** Reads a workbook or a csv in UTF-8 or GB 18030. Fails with `dictionary.unreadable`. */
export const readSheetFile = async (data: Buffer): Promise<SheetFile> => (isZip(data) ? readXlsx(data) : readCsv(data));

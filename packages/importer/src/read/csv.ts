import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { refuse } from "../fault.ts";
import { readText, type SourceFile } from "../file/source-file.ts";
import { addedAt, unheld } from "../rejects-table.ts";
import { brokenRow, checkWidth, type Found } from "./record.ts";

/** How a table of text is laid out. */
export interface TableLayout {
  readonly delimiter?: string | undefined;
  /** Line of the headings, from 1. */
  readonly headings?: number | undefined;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines of a file without a quotation mark: a record is a line, which spares three quarters of the time. */
async function* splitLines(file: SourceFile, delimiter: string): AsyncGenerator<Line[]> {
  let rest = "";
  let line = 0;
  for await (const text of readText(file)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield lines.flatMap((content): Line[] => {
      line += 1;
      const plain = content.endsWith("\r") ? content.slice(0, -1) : content;
      return plain === "" ? [] : [{ line, cells: plain.split(delimiter) }];
    });
  }
  if (rest !== "") yield [{ line: line + 1, cells: rest.split(delimiter) }];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const linesIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => (cell.includes("\n") ? sum + cell.split("\n").length - 1 : sum), 0);

const linesAtOnce = 1_000;

async function* parseLines(file: SourceFile, delimiter: string): AsyncGenerator<Line[]> {
  const parser = Readable.from(readText(file)).pipe(
    parse({ delimiter, info: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true }),
  );
  let lines: Line[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      lines.push({ line: info.lines - linesIn(record), cells: record });
      if (lines.length < linesAtOnce) continue;
      yield lines;
      lines = [];
    }
    yield lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuse(`${file.name} 不是完整的 CSV：${error.message}`, `${file.name} is no whole CSV: ${error.message}`);
  }
}

const delimiters = [",", ";", "\t", "|"];

/** The delimiter that stands most often in the headings. */
const guessDelimiter = async (file: SourceFile): Promise<string> => {
  for await (const text of readText(file)) {
    const head = text.split("\n", 1)[0] ?? "";
    const counted = delimiters.map((sign) => ({ sign, n: head.split(sign).length }));
    return counted.sort((one, other) => other.n - one.n)[0]?.sign ?? ",";
  }
  return ",";
};

const checkHeadings = (file: SourceFile, headings: readonly string[]): void => {
  checkWidth(file.name, headings.length);
  const twice = headings.filter((heading, at) => heading !== "" && headings.indexOf(heading) !== at);
  if (twice.length > 0)
    refuse(`${file.name} 的表头重复：${twice.join("、")}`, `${file.name} names columns twice: ${twice.join(", ")}`);
};

const toRecord = (headings: readonly string[], { line, cells }: Line): Found => {
  const values: Record<string, string> = {};
  for (let at = 0; at < headings.length; at += 1) values[headings[at] ?? ""] = cells[at] ?? "";
  if (cells.length === headings.length) return { line, values };
  return brokenRow(line, { values, beyond: cells.slice(headings.length) }, cells.length);
};

/** Cells of a file of ours as they were before an office program had to be kept from computing them. */
const openHeadings = (file: SourceFile, cells: readonly string[]) => {
  const trimmed = cells.map((cell) => cell.trim());
  const asItWas = addedAt(trimmed) < 0 ? (cell: string) => cell : unheld;
  const headings = trimmed.map(asItWas);
  checkHeadings(file, headings);
  return (line: Line): Found => toRecord(headings, { line: line.line, cells: line.cells.map(asItWas) });
};

/** Reads a CSV in pieces of many records; a line with too many or too few cells is a fault, the rest goes on. */
export async function* readCsv(file: SourceFile, layout: TableLayout = {}): AsyncGenerator<Found[]> {
  const delimiter = layout.delimiter ?? (await guessDelimiter(file));
  const headingsAt = layout.headings ?? 1;
  let read: ((line: Line) => Found) | undefined;
  for await (const lines of file.hasQuotes ? parseLines(file, delimiter) : splitLines(file, delimiter)) {
    const found: Found[] = [];
    for (const one of lines) {
      if (one.line < headingsAt) continue;
      if (read === undefined) read = openHeadings(file, one.cells);
      else found.push(read(one));
    }
    if (found.length > 0) yield found;
  }
}

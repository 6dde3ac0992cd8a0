import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ImportedRow } from "@chengyun/contracts";
import { unheld } from "@chengyun/importer";
import { parse } from "csv-parse/sync";
import { Exit, exitCodes } from "../exit.ts";
import { decodeFile } from "./decoding.ts";
import type { Encoding, Mapping } from "./mapping.ts";
import { type Line, type Reject, readLine } from "./report-row.ts";

/** A file read whole: its rows, what was cut, and the lines that are none. */
export interface ReportFile {
  readonly digest: string;
  readonly encoding: Encoding;
  readonly headings: readonly string[];
  readonly rows: readonly ImportedRow[];
  readonly rejects: readonly Reject[];
  /** Values with spaces around them, which were cut. */
  readonly trimmed: number;
  readonly lineOf: (line: number) => readonly string[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const fail = (zh: string, en: string): never => {
  throw new Exit(exitCodes.noData, { zh, en });
};

const parseText = (path: string, text: string, delimiter: string): Parsed[] => {
  try {
    return parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true, relax_column_count: true }) as never;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return fail(`${path} 不是完整的 CSV：${why}`, `${path} is no whole CSV: ${why}`);
  }
};

const checkHeadings = (path: string, mapping: Mapping, headings: readonly string[]): void => {
  const wanted = [...Object.values(mapping.columns), ...Object.values(mapping.facts)];
  const absent = wanted.filter((column) => !headings.includes(column));
  if (absent.length > 0)
    fail(`${path} 没有这些列：${absent.join("、")}`, `${path} has no columns ${absent.join(", ")}`);
};

const toLine = (headings: readonly string[], cells: readonly string[]): Line =>
  Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ""]));

/** Dates without a zone could be any moment of a day: nobody guesses, the mapping says. */
const checkZone = (path: string, rejects: readonly Reject[]): void => {
  const without = rejects.filter(({ reason }) => reason === "no-zone").length;
  if (without > 0)
    fail(
      `${path} 有 ${without} 行的时间未写时区。请在映射文件中写明 "zone"，例如 "Asia/Shanghai"。未作任何导入。`,
      `${without} lines of ${path} have dates without a zone. Say "zone" in the mapping, e.g. "America/New_York". Nothing was imported.`,
    );
};

/** Reads a file of reports by its mapping. */
export const readReportFile = (path: string, mapping: Mapping): ReportFile => {
  const bytes = readFileSync(path);
  const decoded = decodeFile(bytes, mapping.encoding);
  if (decoded === undefined)
    return fail(
      `${path} 既不是 UTF-8 也不是 GB 18030，请在映射文件中写明 "encoding"。`,
      `${path} is neither UTF-8 nor GB 18030; say "encoding" in the mapping.`,
    );
  const [head, ...lines] = parseText(path, decoded.text, mapping.delimiter);
  const given = (head?.record ?? []).map((heading) => heading.trim());
  // Rows of a file that we wrote, mended: the apostrophe that keeps a cell from being computed goes again.
  const isOurs = given.at(-2) === "line" && given.at(-1) === "reason";
  const asItWas = isOurs ? unheld : (cell: string) => cell;
  const headings = given.map(asItWas);
  checkHeadings(path, mapping, headings);
  const rows: ImportedRow[] = [];
  const rejects: Reject[] = [];
  const cells = new Map<number, readonly string[]>();
  const refs = new Set<string>();
  let trimmed = 0;
  for (const { record: written, info } of lines) {
    const record = written.map(asItWas);
    cells.set(info.lines, record);
    const read =
      record.length === headings.length
        ? readLine(mapping, toLine(headings, record), info.lines)
        : { line: info.lines, ref: record[0] ?? "", reason: "wrong-number-of-columns" };
    if ("reason" in read) rejects.push(read);
    else if (refs.has(read.row.ref)) rejects.push({ line: info.lines, ref: read.row.ref, reason: "repeated-in-file" });
    else {
      refs.add(read.row.ref);
      rows.push(read.row);
      trimmed += read.trimmed;
    }
  }
  checkZone(path, rejects);
  const digest = createHash("sha256").update(bytes).digest("hex");
  return {
    digest,
    encoding: decoded.encoding,
    headings,
    rows,
    rejects,
    trimmed,
    lineOf: (line) => cells.get(line) ?? [],
  };
};

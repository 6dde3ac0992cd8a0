import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { RowFault } from "./fault.ts";
import type { Mapping } from "./map/mapping.ts";
import { readCsv } from "./read/csv.ts";
import type { Found } from "./read/record.ts";
import { readXlsx } from "./read/xlsx.ts";
import type { Understanding } from "./understanding.ts";

/** A row that was not taken, as it stood in its table, with why. */
export interface RejectedRow {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly RowFault[];
}

const quote = (cell: unknown): string => {
  const text = cell === undefined || cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Cells as a line of CSV. */
export const toCsvLine = (cells: readonly unknown[]): string => `${cells.map(quote).join(",")}\r\n`;

/** The columns a rejects file adds to those of the file. */
const added = ["line", "field", "code", "reason", "原因"] as const;

async function* recordsOf({ file, format }: Understanding, mapping: Mapping): AsyncGenerator<readonly Found[]> {
  if (format === "csv") yield* readCsv(file, mapping);
  else if (format === "xlsx") yield (await readXlsx(file, mapping)).found;
}

const byLineOf = (faults: readonly RowFault[]): ReadonlyMap<number, readonly RowFault[]> => {
  const byLine = new Map<number, RowFault[]>();
  for (const one of faults) {
    const own = byLine.get(one.line) ?? [];
    own.push(one);
    byLine.set(one.line, own);
  }
  return byLine;
};

/** The rows of a table that were not taken, in its order; those of other formats have no row to show. */
export async function* rejectedRows(
  understanding: Understanding,
  mapping: Mapping,
  faults: readonly RowFault[],
): AsyncGenerator<RejectedRow> {
  const byLine = byLineOf(faults);
  for await (const batch of recordsOf(understanding, mapping))
    for (const found of batch) {
      const own = byLine.get(found.line);
      if (own !== undefined && "values" in found) yield { line: found.line, values: found.values, faults: own };
    }
}

const reasonsOf = (faults: readonly RowFault[]): readonly unknown[] => {
  const join = (of: (fault: RowFault) => string) => faults.map(of).join("; ");
  return [
    faults[0]?.line,
    join(({ field }) => field),
    join(({ code }) => code),
    join(({ text }) => text.en),
    join(({ text }) => text.zh),
  ];
};

/**
 * Writes what was not taken: for tables the rows as they stood with line and reason, so that the mended file can be
 * imported by the same mapping; for other formats the places and reasons alone.
 */
export const writeRejects = async (
  path: string,
  understanding: Understanding,
  mapping: Mapping,
  faults: readonly RowFault[],
): Promise<void> => {
  const out = createWriteStream(path);
  const told = new Set<number>();
  for await (const { line, values, faults: own } of rejectedRows(understanding, mapping, faults)) {
    if (told.size === 0) out.write(`\uFEFF${toCsvLine([...Object.keys(values), ...added])}`);
    told.add(line);
    out.write(toCsvLine([...Object.values(values), ...reasonsOf(own)]));
  }
  if (told.size === 0) {
    out.write(`\uFEFF${toCsvLine(added)}`);
    for (const own of byLineOf(faults).values()) out.write(toCsvLine(reasonsOf(own)));
  }
  out.end();
  await once(out, "finish");
};

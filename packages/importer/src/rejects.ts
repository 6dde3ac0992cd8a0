import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { RowFault } from "./fault.ts";
import type { Mapping } from "./map/mapping.ts";
import { readCsv } from "./read/csv.ts";
import type { Found } from "./read/record.ts";
import { readXlsx } from "./read/xlsx.ts";
import type { Understanding } from "./understanding.ts";

const quote = (cell: unknown): string => {
  const text = cell === undefined || cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const toLine = (cells: readonly unknown[]): string => `${cells.map(quote).join(",")}\r\n`;

/** The columns a rejects file adds to those of the file. */
const added = ["line", "field", "code", "reason", "原因"] as const;

async function* recordsOf({ file, format }: Understanding, mapping: Mapping): AsyncGenerator<readonly Found[]> {
  if (format === "csv") yield* readCsv(file, mapping);
  else if (format === "xlsx") yield (await readXlsx(file, mapping)).found;
}

const ordered = (faults: readonly RowFault[]): ReadonlyMap<number, readonly RowFault[]> => {
  const byLine = new Map<number, RowFault[]>();
  for (const one of faults) {
    const own = byLine.get(one.line) ?? [];
    own.push(one);
    byLine.set(one.line, own);
  }
  return byLine;
};

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
  const byLine = ordered(faults);
  const out = createWriteStream(path);
  const told = new Set<number>();
  let hasHeadings = false;
  for await (const batch of recordsOf(understanding, mapping))
    for (const found of batch) {
      const own = byLine.get(found.line);
      if (own === undefined || !("values" in found)) continue;
      if (!hasHeadings) out.write(`\uFEFF${toLine([...Object.keys(found.values), ...added])}`);
      hasHeadings = true;
      told.add(found.line);
      out.write(toLine([...Object.values(found.values), ...reasonsOf(own)]));
    }
  if (!hasHeadings) out.write(`\uFEFF${toLine(added)}`);
  for (const [line, own] of byLine) if (!told.has(line) && !hasHeadings) out.write(toLine(reasonsOf(own)));
  out.end();
  await once(out, "finish");
};

import type { Geometry } from "geojson";
import { fault, quoted, type RowFault, refuse, type TornCells } from "../fault.ts";

/** One record of a file: its values by column, its shape when the format carries one, and where it stands. */
export interface SourceRecord {
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry?: Geometry | null;
}

/** A record, or why there is none at this place. */
export type Found = SourceRecord | RowFault;

/** What a reader noticed of the file as a whole, to be said in the dry run. */
export interface Notice {
  readonly zh: string;
  readonly en: string;
}

const mostShown = 3;

/** A row of a table with too few cells or too many; its cells stay with it, so that it can be shown and mended. */
export const brokenRow = (line: number, cells: TornCells, count: number): RowFault => {
  const headings = Object.keys(cells.values).length;
  const shown = cells.beyond.slice(0, mostShown).map(quoted).join(" ");
  const [zh, en] = shown === "" ? ["", ""] : [`；多出 ${shown}`, `; beyond them ${shown}`];
  const made = fault(line, "", "wrong-number-of-columns", [
    `有 ${count} 列，表头有 ${headings} 列${zh}`,
    `${count} columns where the headings are ${headings}${en}`,
  ]);
  return { ...made, cells };
};

/** More columns than this has no table that somebody could map. */
const columnsMost = 10_000;

/** Ends with a sentence for a table of more columns than anybody maps. */
export const checkWidth = (name: string, columns: number): void => {
  if (columns > columnsMost)
    refuse(
      `${name} 有 ${columns} 列，最多读取 ${columnsMost} 列。请检查分隔符和表头行。`,
      `${name} has ${columns} columns; ${columnsMost} are read at most. Look at its delimiter and its row of headings.`,
    );
};

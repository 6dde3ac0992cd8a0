import type { Geometry } from "geojson";
import { fault, quoted, type RowFault, type TornCells } from "../fault.ts";

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

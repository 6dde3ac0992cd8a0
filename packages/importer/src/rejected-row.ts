import type { RowFault } from "./fault.ts";

/** A row that was not taken, with why; as it stood in its table, where it stands in one. */
export interface RejectedRow {
  readonly line: number;
  /** Headings of the table; undefined where the format is none, or the fault belongs to no row of it. */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /** Shape of a feature, in the file's own coordinates. */
  readonly geometry?: unknown;
  /** Cells beyond the headings. */
  readonly beyond: readonly unknown[];
  readonly faults: readonly RowFault[];
  /** Headings of the table, as far as there is one. */
  readonly columns: readonly string[];
}

/** How what was not taken of a model or an extract is written: as a small file of the same format, imported alone once mended. */
export interface OwnRejects {
  readonly ending: "inp" | "osm";
  readonly write: (rejected: AsyncIterable<RejectedRow>) => AsyncIterable<string>;
}

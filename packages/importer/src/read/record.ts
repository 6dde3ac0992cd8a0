import type { Geometry } from "geojson";
import type { RowFault } from "../fault.ts";

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

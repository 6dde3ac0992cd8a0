import type { BroughtArea, BroughtFeature, BroughtLink, BroughtThing, ImportedReport } from "@chengyun/contracts";

/** A row ready to be sent, and the line it stands in. */
export interface Lined<Row> {
  readonly line: number;
  readonly row: Row;
}

/** A reading of a stream of a thing, named by refs. */
export interface ReadingRow {
  readonly line: number;
  readonly thing: string;
  readonly stream: string;
  readonly unit: string;
  /** ms since 1970 UTC. */
  readonly at: number;
  readonly value: number;
}

/** Rows by the kind of what they make. */
export interface Rows {
  readonly areas: Lined<BroughtArea>;
  readonly things: Lined<BroughtThing>;
  readonly links: Lined<BroughtLink>;
  readonly base: Lined<BroughtFeature>;
  readonly readings: ReadingRow;
  readonly reports: Lined<ImportedReport>;
}

/** What rows make. A network makes things, then links. */
export type RowKind = keyof Rows;

import type { Limit } from "@chengyun/kernel";
import type { ClassKind } from "../dictionary/index.ts";

/** Columns a table of classes may have. */
export type ColumnName =
  | "majorCode"
  | "major"
  | "minorCode"
  | "name"
  | "files"
  | "closes"
  | "written"
  | "total"
  | "responsible"
  | "supervising"
  | "basis"
  | "clause"
  | "notes";

/** What was mended in a row, to be said. */
export type Remark = "zeros-lost" | "filled-down" | "repeated" | "name-differs";

/** A row of a file once its table was understood; codes with their zeros, merged cells filled. */
export interface SourceRow {
  readonly sheet?: string;
  readonly line: number;
  readonly of: ClassKind;
  readonly cells: Readonly<Partial<Record<ColumnName, string>>>;
  readonly remarks: readonly Remark[];
}

/** A file of an import. */
export interface SourceFile {
  readonly name: string;
  readonly encoding: string;
  readonly digest: string;
  readonly rows: readonly SourceRow[];
}

/** An import: what came in, and what was answered. */
export interface ImportRecord {
  readonly id: string;
  readonly dictionary: string;
  readonly version: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly answers: Answers;
  readonly createdAt: Date;
  readonly takenAt: Date | undefined;
  readonly versionId: string | undefined;
}

/** Answers to what an import asks. */
export interface Answers {
  readonly patterns: Readonly<Record<string, Limit["kind"] | Limit>>;
  readonly rows: Readonly<Record<string, Limit>>;
  /** File whose calendars are taken for rows that lost theirs. */
  readonly follow?: number | undefined;
}

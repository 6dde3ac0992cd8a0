import { toCsv } from "../dictionary/index.ts";
import type { RowReading } from "./reading.ts";

/** Rows that were not taken, each with where it stands and why. */
export const writeRejects = (readings: readonly RowReading[], files: readonly { readonly name: string }[]): string =>
  toCsv([
    ["文件", "表", "行", "小类", "立案条件", "处置时限", "原因", "reason"],
    ...readings
      .filter(({ state }) => state === "fault" || state === "left-out" || state === "asked")
      .map(({ file, row, says }) => [
        files[file]?.name ?? "",
        row.sheet ?? "",
        String(row.line),
        row.cells.name ?? "",
        row.cells.files ?? "",
        row.cells.written ?? "",
        says.zh,
        says.en,
      ]),
  ]);

import type { Figure, Skipped } from "./bench.ts";

const digits = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });

const cells = (row: Figure | Skipped): string[] => {
  if ("skipped" in row) return [row.id, row.what, "skipped", row.skipped, "", ""];
  const { id, what, value, unit, spread, reach, met, peer, ratio } = row;
  return [
    id,
    what,
    `${digits(value)} ${unit}`,
    spread === undefined ? "" : `${digits(spread[0])} … ${digits(spread[1])}`,
    reach === undefined ? "" : `${reach}${met === true ? " ✓" : " ✗"}`,
    peer === undefined ? "" : `${digits(peer)}${ratio === undefined ? "" : ` (×${digits(ratio)})`}`,
  ];
};

const head = ["id", "what", "value", "spread", "reach", "peer"];

/** Figures as a table for people. */
export const formatTable = (rows: readonly (Figure | Skipped)[]): string => {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

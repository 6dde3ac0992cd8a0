import type { RowPlaces } from "@chengyun/contracts";

const signs = "[=+\\-@\\t\\r]";
const formula = new RegExp(`^'*${signs}`);
const held = new RegExp(`^'+${signs}`);
const number = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?\s*%?$/i;

/** A cell that an office program would compute is led by an apostrophe; a number is none. Taken off by {@link unheld}. */
const hold = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text);

/** A cell of ours as it was before the apostrophe. */
export const unheld = (text: string): string => (held.test(text) ? text.slice(1) : text);

const quote = (cell: unknown): string => {
  const text = cell === undefined || cell === null ? "" : hold(String(cell));
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Cells as a line of CSV. */
export const toCsvLine = (cells: readonly unknown[]): string => `${cells.map(quote).join(",")}\r\n`;

/** The columns a rejects file adds to those of the file. */
export const addedColumns = ["line", "field", "code", "reason", "原因"] as const;

/** What the first of them is called where the place of a row is told by its feature. */
const placeName: Readonly<Record<RowPlaces, string>> = { line: "line", feature: "feature" };

/** The added columns under names that the file has not itself. */
export const addedTo = (columns: readonly string[], places: RowPlaces = "line"): string[] =>
  [placeName[places], ...addedColumns.slice(1)].map((name) => {
    let free: string = name;
    while (columns.includes(free)) free = `_${free}`;
    return free;
  });

const isAdded = (heading: string | undefined, name: string): boolean => {
  const own = heading?.replace(/^_+/, "");
  return own === name || (name === placeName.line && own === placeName.feature);
};

/** Where among headings the columns begin that a rejects file adds; -1 when it is none. The last is in letters of its own. */
export const addedAt = (headings: readonly string[]): number => {
  const plain = addedColumns.slice(0, -1);
  for (let at = headings.length - plain.length; at >= 0; at -= 1)
    if (plain.every((name, n) => isAdded(headings[at + n], name))) return at;
  return -1;
};

/** One cell of a file: a number is a number, everything else is text. */
export type Cell = string | number | undefined;

/** Whether a program that opens the file would take a text for a formula (OWASP: CSV injection). */
export const isLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** Spreadsheets take a file without it for the machine's own code page. */
const byteOrderMark = "\uFEFF";

/** A text that would be a formula is led by an apostrophe: spreadsheets show it and compute nothing. */
const write = (cell: Cell): string => {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = isLikeFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]/.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text;
};

const line = (cells: readonly Cell[]): string => `${cells.map(write).join(",")}\r\n`;

/** Rows as CSV after RFC 4180, in UTF-8 with its mark, a page at a time. */
export async function* toCsv(
  heading: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield byteOrderMark + line(heading);
  for await (const rows of pages) yield rows.map(line).join("");
}

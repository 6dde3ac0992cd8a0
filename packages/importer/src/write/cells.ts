import type { ValueSource } from "../map/value.ts";

type Scalar = string | number;

/** Cells of one row of a file that is being written, by column. */
export type Cells = Record<string, Scalar>;

const bracePattern = /\{([^{}]+)\}/g;
/** Digits that survive a factor there and back. */
const significant = 12;

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Puts a value into its column; false when another value is there already. A number that a text says is the number. */
const put = (cells: Cells, column: string, value: Scalar): boolean => {
  const isSaid = Object.hasOwn(cells, column);
  if (!isSaid || (typeof value === "number" && String(cells[column]) === String(value))) cells[column] = value;
  return String(cells[column]) === String(value);
};

/** Takes a text with columns in braces apart; columns that are filled already say where it is cut. */
const writeText = (text: string, value: Scalar, cells: Cells): boolean => {
  const columns: string[] = [];
  let pattern = "";
  let at = 0;
  for (const found of text.matchAll(bracePattern)) {
    const column = found[1] ?? "";
    const known = cells[column];
    pattern += literal(text.slice(at, found.index)) + (known === undefined ? "(.+?)" : literal(String(known)));
    if (known === undefined) columns.push(column);
    at = found.index + found[0].length;
  }
  const parts = new RegExp(`^${pattern}${literal(text.slice(at))}$`, "s").exec(String(value));
  return parts !== null && columns.every((column, n) => put(cells, column, parts[n + 1] ?? ""));
};

type Full = Exclude<ValueSource, string | { readonly is: unknown }>;

const isConstant = (source: ValueSource): source is { readonly is: Scalar } =>
  typeof source === "object" && "is" in source;

/** The file's own word for one of ours; undefined where it has none. */
const wordOf = ({ words }: Full, value: Scalar): Scalar | undefined =>
  words === undefined ? value : Object.entries(words).find(([, ours]) => String(ours) === String(value))?.[0];

const unscaled = ({ factor }: Full, value: Scalar): Scalar =>
  factor === undefined ? value : Number((Number(value) / factor).toPrecision(significant));

/**
 * Writes a value where the mapping would read it from: the way back of `readValue`. False when the mapping could never
 * have read it there: another constant, a word it has not, a text of another shape.
 */
export const writeValue = (source: ValueSource, value: Scalar | undefined, cells: Cells): boolean => {
  if (isConstant(source)) return value !== undefined && String(source.is) === String(value);
  if (value === undefined) return true;
  if (typeof source === "string") return put(cells, source, value);
  const word = wordOf(source, value);
  if (word === undefined) return String(source.otherwise) === String(value);
  const raw = unscaled(source, word);
  if (source.text !== undefined) return writeText(source.text, raw, cells);
  return source.column !== undefined && put(cells, source.column, raw);
};

/** Words a row must have to be read at all: the first of them where nothing else filled the column. */
export const writeWhere = (where: Readonly<Record<string, readonly string[]>> | undefined, cells: Cells): boolean =>
  Object.entries(where ?? {}).every(([column, words]) => {
    if (!Object.hasOwn(cells, column) && words[0] !== undefined) cells[column] = words[0];
    return words.includes(String(cells[column] ?? ""));
  });

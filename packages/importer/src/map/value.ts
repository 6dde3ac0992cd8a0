import { z } from "zod";
import { fault, quoted, type RowFault } from "../fault.ts";
import { own } from "../own.ts";

const Word = z.union([z.string(), z.number()]);

/** Where a value of ours comes from: a column by its name, a constant, or a text with columns in braces. */
export type ValueSource = string | { readonly is: string | number } | FullSource;

/** A source with its ways of reading. */
interface FullSource {
  readonly column?: string | undefined;
  /** `street/{code}`: columns in braces. */
  readonly text?: string | undefined;
  /** The file's words and ours; a word that is not among them is a fault unless `otherwise` says what then. */
  readonly words?: Readonly<Record<string, string | number>> | undefined;
  readonly otherwise?: string | number | undefined;
  /** Our unit is so many of the file's: 0.001 where the file writes µg and we keep mg. */
  readonly factor?: number | undefined;
  /** What the file writes where it has nothing, besides nothing at all. */
  readonly empty?: readonly string[] | undefined;
  /** Lowest and highest that can be; beyond it the row is refused. */
  readonly between?: readonly [number, number] | undefined;
  /** Where the file has nothing here, this is read instead. */
  readonly or?: ValueSource | undefined;
}

export const ValueSource: z.ZodType<ValueSource> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ is: Word }),
    z.strictObject({
      column: z.string().optional(),
      text: z.string().optional(),
      words: z.record(z.string(), Word).optional(),
      otherwise: Word.optional(),
      factor: z.number().optional(),
      empty: z.array(z.string()).optional(),
      between: z.tuple([z.number(), z.number()]).optional(),
      or: ValueSource.optional(),
    }),
  ]),
);

type Values = Readonly<Record<string, unknown>>;
type Scalar = string | number | undefined;

const plain = (value: unknown): Scalar => {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return value;
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value).trim();
  return text === "" ? undefined : text;
};

const bracePattern = /\{([^{}]+)\}/g;

const columnsOfSource = (source: Readonly<Record<string, unknown>>): string[] => {
  const inText = [...String(source["text"] ?? "").matchAll(bracePattern)].map(([, column = ""]) => column);
  const own = typeof source["column"] === "string" ? [source["column"], ...inText] : inText;
  return [...own, ...columnsOf(source["or"])];
};

/** Every column that sources somewhere within a part of a mapping read. */
export const columnsOf = (part: unknown): string[] => {
  if (typeof part === "string") return [part];
  if (typeof part !== "object" || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(columnsOf);
  if ("is" in part) return [];
  if ("column" in part || "text" in part) return columnsOfSource(part as Record<string, unknown>);
  return Object.values(part).flatMap(columnsOf);
};

/** A text cut at its braces: what stands before each column, and behind the last. */
interface CutText {
  readonly columns: readonly string[];
  readonly between: readonly string[];
}

const cutTexts = new Map<string, CutText>();

/** Cut once for a mapping, not once for each of millions of rows. */
const cutText = (text: string): CutText => {
  const known = cutTexts.get(text);
  if (known !== undefined) return known;
  const pieces = text.split(bracePattern);
  const cut = { between: pieces.filter((_, at) => at % 2 === 0), columns: pieces.filter((_, at) => at % 2 === 1) };
  cutTexts.set(text, cut);
  return cut;
};

const fillText = (text: string, values: Values): Scalar => {
  const { columns, between } = cutText(text);
  let filled = between[0] ?? "";
  for (let at = 0; at < columns.length; at += 1) {
    const value = plain(values[columns[at] ?? ""]);
    if (value === undefined) return undefined;
    filled += `${value}${between[at + 1] ?? ""}`;
  }
  return filled;
};

const translate = (source: FullSource, value: Scalar, place: { line: number; field: string }): Scalar | RowFault => {
  if (source.words === undefined || value === undefined) return value ?? source.otherwise;
  const word = own(source.words, String(value));
  if (word !== undefined) return word;
  if (source.otherwise !== undefined) return source.otherwise;
  return fault(place.line, place.field, "unknown-word", [
    `映射表里没有 ${quoted(value)}`,
    `the mapping has no word for ${quoted(value)}`,
  ]);
};

const scale = (source: FullSource, value: Scalar, place: { line: number; field: string }): Scalar | RowFault => {
  if (value === undefined || (source.factor === undefined && source.between === undefined)) return value;
  const number = Number(value);
  if (!Number.isFinite(number))
    return fault(place.line, place.field, "not-a-number", [`${quoted(value)} 不是数`, `${quoted(value)} is no number`]);
  const [low, high] = source.between ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (number < low || number > high)
    return fault(place.line, place.field, "out-of-range", [
      `${quoted(value)} 不在 ${low} 至 ${high} 之间`,
      `${quoted(value)} is not between ${low} and ${high}`,
    ]);
  return source.factor === undefined ? value : number * source.factor;
};

/** The value of one field of one record; undefined when the file has none. */
export const readValue = (
  source: ValueSource,
  values: Values,
  place: { line: number; field: string },
): Scalar | RowFault => {
  if (typeof source === "string") return plain(values[source]);
  if ("is" in source) return source.is;
  const raw = source.text === undefined ? plain(values[source.column ?? ""]) : fillText(source.text, values);
  const present = raw !== undefined && source.empty?.includes(String(raw)) === true ? undefined : raw;
  if (present === undefined && source.or !== undefined) return readValue(source.or, values, place);
  const word = translate(source, present, place);
  return typeof word === "object" ? word : scale(source, word, place);
};

/** A value that has to be there. */
export const needValue = (
  source: ValueSource,
  values: Values,
  place: { line: number; field: string },
): string | number | RowFault => {
  const value = readValue(source, values, place);
  if (value === undefined) return fault(place.line, place.field, "absent", ["为空", "is empty"]);
  return value;
};

/** A number that has to be there. */
export const needNumber = (
  source: ValueSource,
  values: Values,
  place: { line: number; field: string },
): number | RowFault => {
  const value = needValue(source, values, place);
  if (typeof value === "object") return value;
  const number = Number(value);
  return Number.isFinite(number)
    ? number
    : fault(place.line, place.field, "not-a-number", [`${quoted(value)} 不是数`, `${quoted(value)} is no number`]);
};

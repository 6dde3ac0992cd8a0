import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync, renameSync, rmSync, type WriteStream } from "node:fs";
import type { ImportReject } from "@chengyun/contracts";
import type { RowFault, TornCells } from "./fault.ts";
import type { OwnRejects, RejectedRow } from "./rejected-row.ts";
import { featuresHead, toFeature } from "./rejects-features.ts";
import { addedAt, addedColumns, addedTo, toCsvLine } from "./rejects-table.ts";
import type { JudgedRows, Understanding } from "./understanding.ts";

/** Rejects in the order of their first line. */
type Rejects = AsyncIterable<ImportReject>;

/** Nothing the city refused, as before anything was sent. */
export async function* noRejects(): AsyncGenerator<ImportReject> {
  // A dry run asks nobody.
}

/** All rejects of a run, page by page. */
export async function* pagedRejects(
  page: (
    after: string | undefined,
  ) => Promise<{ readonly items: readonly ImportReject[]; readonly next?: string | undefined }>,
): AsyncGenerator<ImportReject> {
  for (let after: string | undefined; ; ) {
    const { items, next } = await page(after);
    yield* items;
    if (next === undefined) return;
    after = next;
  }
}

const addFault = (into: Map<number, RowFault[]>, line: number, added: RowFault): void => {
  const own = into.get(line);
  if (own === undefined) into.set(line, [added]);
  else if (!own.some(({ field, code }) => field === added.field && code === added.code)) own.push(added);
};

/** What the city refused, taken in as far as the file was read: a batch of it is remembered at a time, never all. */
class Refused {
  readonly byLine = new Map<number, RowFault[]>();
  readonly #source: AsyncIterator<ImportReject>;
  #next: ImportReject | undefined;
  #isBegun = false;

  constructor(source: Rejects) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async takeUpTo(line: number): Promise<void> {
    if (!this.#isBegun) await this.#step();
    this.#isBegun = true;
    while (this.#next !== undefined && this.#next.line <= line) {
      const { lines, ...reject } = this.#next;
      for (const own of lines ?? [reject.line]) addFault(this.byLine, own, { ...reject, line: own });
      await this.#step();
    }
  }

  get isAtEnd(): boolean {
    return this.#isBegun && this.#next === undefined;
  }

  /** Those up to a line that no row of the table was found for. */
  *orphans(upTo: number, columns: readonly string[]): Generator<RejectedRow> {
    const lines = [...this.byLine.keys()].filter((line) => line <= upTo).sort((one, other) => one - other);
    for (const line of lines) {
      yield { line, values: undefined, beyond: [], faults: this.byLine.get(line) ?? [], columns };
      this.byLine.delete(line);
    }
  }

  async #step(): Promise<void> {
    const { value, done } = await this.#source.next();
    this.#next = done === true ? undefined : (value as ImportReject);
  }
}

const cellsOf = (one: JudgedRows["found"][number]): (TornCells & { readonly geometry?: unknown }) | undefined =>
  "values" in one ? { values: one.values, beyond: [], geometry: one.geometry } : one.cells;

/** Of the rows just read those that were not taken. */
function* matching(found: JudgedRows["found"], refused: Refused, columns: readonly string[]): Generator<RejectedRow> {
  for (const one of found) {
    const own = refused.byLine.get(one.line);
    const cells = own === undefined ? undefined : cellsOf(one);
    if (own === undefined || cells === undefined) continue;
    refused.byLine.delete(one.line);
    yield { line: one.line, ...cells, faults: own, columns };
  }
}

async function* rowsOfTable(table: AsyncIterable<JudgedRows>, refused: Refused): AsyncGenerator<RejectedRow> {
  let columns: readonly string[] = [];
  for await (const { found, faults } of table) {
    const last = found.at(-1)?.line ?? 0;
    await refused.takeUpTo(last);
    for (const fault of faults) addFault(refused.byLine, fault.line, fault);
    if (columns.length === 0) columns = ownColumns(Object.keys(found.map(cellsOf).find(Boolean)?.values ?? {}));
    yield* matching(found, refused, columns);
    yield* refused.orphans(last, columns);
  }
  await refused.takeUpTo(Number.POSITIVE_INFINITY);
  yield* refused.orphans(Number.POSITIVE_INFINITY, columns);
}

async function* rowsOfOthers({ pieces }: Understanding, refused: Refused): AsyncGenerator<RejectedRow> {
  for await (const { faults } of pieces()) for (const fault of faults) addFault(refused.byLine, fault.line, fault);
  await refused.takeUpTo(Number.POSITIVE_INFINITY);
  yield* refused.orphans(Number.POSITIVE_INFINITY, []);
}

/**
 * All rows of a file that were not taken, in its order: those the mapping could not read, found by reading the file again,
 * and those the city refused. `ownFaults` says how many the former are, as far as that is known.
 */
export async function* rejectedRows(
  understanding: Understanding,
  rejects: Rejects,
  ownFaults?: number,
): AsyncGenerator<RejectedRow> {
  const refused = new Refused(rejects);
  await refused.takeUpTo(0);
  if (ownFaults === 0 && refused.isAtEnd) yield* refused.orphans(0, []);
  else {
    const judged = understanding.table ?? understanding.features;
    if (judged === undefined) yield* rowsOfOthers(understanding, refused);
    else yield* rowsOfTable(judged(), refused);
  }
}

/** Headings of a table without those that we added when its rows were not taken before. */
const ownColumns = (headings: readonly string[]): readonly string[] => {
  const at = addedAt(headings);
  return at < 0 ? headings : headings.slice(0, at);
};

const reasonsOf = (line: number, faults: readonly RowFault[]): readonly unknown[] => {
  const join = (of: (fault: RowFault) => string) => faults.map(of).join("; ");
  return [
    line,
    join(({ field }) => field),
    join(({ code }) => code),
    join(({ text }) => text.en),
    join(({ text }) => text.zh),
  ];
};

const write = async (out: WriteStream, text: string): Promise<void> => {
  if (!out.write(text)) await once(out, "drain");
};

const writeRows = async (out: WriteStream, rows: AsyncIterable<RejectedRow>): Promise<void> => {
  let isBegun = false;
  for await (const { line, values, beyond, faults, columns } of rows) {
    if (!isBegun) await write(out, `\uFEFF${toCsvLine([...columns, ...addedTo(columns)])}`);
    isBegun = true;
    const cells = columns.map((column) => values?.[column]);
    await write(out, toCsvLine([...cells, ...reasonsOf(line, faults), ...beyond]));
  }
  if (!isBegun) await write(out, `\uFEFF${toCsvLine(addedColumns)}`);
  out.end();
  await once(out, "finish");
};

const writeOwn = async (
  out: WriteStream,
  { write: make }: OwnRejects,
  rows: AsyncIterable<RejectedRow>,
): Promise<void> => {
  for await (const text of make(rows)) await write(out, text);
  out.end();
  await once(out, "finish");
};

const writeFeatures = async (out: WriteStream, rows: AsyncIterable<RejectedRow>): Promise<void> => {
  await write(out, featuresHead);
  let before = "\n";
  for await (const { line, values, geometry, faults } of rows) {
    await write(out, `${before}${toFeature(values ?? {}, geometry, reasonsOf(line, faults))}`);
    before = ",\n";
  }
  out.end("\n]}\n");
  await once(out, "finish");
};

/** As what rows that were not taken are written. */
type RejectsShape = "table" | "features" | OwnRejects;

/** As what those of a file are written, and how such a file ends. */
export const rejectsShapeOf = ({
  features,
  own,
}: Pick<Understanding, "features" | "own">): { readonly as: RejectsShape; readonly ending: string } => {
  if (own !== undefined) return { as: own, ending: own.ending };
  return features === undefined ? { as: "table", ending: "csv" } : { as: "features", ending: "geojson" };
};

/** The path, or the next beside it whose file is not there or holds the same. */
const freePath = (path: string, made: string): string => {
  const content = readFileSync(made);
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? path : path.replace(/(\.[^./\\]*)?$/, (ending) => `-${n}${ending}`);
    if (!existsSync(free) || readFileSync(free).equals(content)) return free;
  }
};

/**
 * Writes what was not taken, row by row: of tables the rows as they stood with line and reason, so that the mended file can
 * be imported by the same mapping (cells beyond the headings stand after the reasons); of features a collection of the same
 * kind (`as`); of models and extracts a small file of their own format.
 * The file is written beside and put there whole. With `isSparing` a file of other content, mended by somebody perhaps, is
 * left and the next free name taken. Answers where the rows stand.
 */
export const writeRejects = async (
  path: string,
  rows: AsyncIterable<RejectedRow>,
  { isSparing = false, as = "table" }: { readonly isSparing?: boolean; readonly as?: RejectsShape } = {},
): Promise<string> => {
  const beside = `${path}.part`;
  const out = createWriteStream(beside);
  await once(out, "open");
  try {
    await (typeof as === "object"
      ? writeOwn(out, as, rows)
      : as === "features"
        ? writeFeatures(out, rows)
        : writeRows(out, rows));
  } catch (fault) {
    out.on("error", () => undefined).destroy();
    rmSync(beside, { force: true });
    throw fault;
  }
  const at = isSparing ? freePath(path, beside) : path;
  renameSync(beside, at);
  return at;
};

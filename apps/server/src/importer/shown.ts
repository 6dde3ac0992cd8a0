import { cellMost, mendMost, type RejectedRows } from "@chengyun/contracts";
import { ownNames, type RejectedRow, type rejectsShapeOf } from "@chengyun/importer";

const cellOf = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** A row as the screen shows it, and its cells by their columns. */
interface Kept {
  readonly row: Omit<RejectedRows["rows"][number], "values">;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the screen shows of the rows that were not taken: the first of them, and how many more the file has. */
export class Shown {
  readonly #as: ReturnType<typeof rejectsShapeOf>["as"];
  readonly #columns = new Set<string>();
  readonly #kept: Kept[] = [];
  readonly #others: RejectedRows["others"] = [];
  #more = 0;
  /** Places of all of them. */
  readonly lines = new Set<number>();

  constructor(as: ReturnType<typeof rejectsShapeOf>["as"]) {
    this.#as = as;
  }

  async *keep(rows: AsyncIterable<RejectedRow>): AsyncGenerator<RejectedRow> {
    for await (const row of rows) {
      this.lines.add(row.line);
      this.#take(row);
      yield row;
    }
  }

  rejects(): RejectedRows {
    const own = typeof this.#as === "object" ? { ownFile: this.#as.ending } : {};
    const columns = [...this.#columns];
    return {
      ...{ columns, others: this.#others, more: this.#more, asFeatures: this.#as === "features", ...own },
      rows: this.#kept.map(({ row, values }) => ({ ...row, values: columns.map((name) => cellOf(values[name])) })),
    };
  }

  /** Each feature has properties of its own; a table has its headings. */
  #learnColumns({ values = {}, columns }: RejectedRow): void {
    const isKnown = this.#as !== "features" && this.#columns.size > 0;
    const names = this.#as === "features" ? ownNames(values) : columns;
    if (!isKnown) for (const name of names) this.#columns.add(name);
  }

  #take(row: RejectedRow): void {
    const { line, values } = row;
    const faults = row.faults.map(({ field, code, text }) => ({ line, field, code, text }));
    const shape = this.#as === "features" ? { geometry: cellOf(row.geometry) } : {};
    // A shape of thousands of corners is mended in its file.
    const mendable = (shape.geometry ?? "").length > cellMost ? undefined : values;
    if (mendable !== undefined && this.#kept.length < mendMost) {
      this.#learnColumns(row);
      this.#kept.push({ row: { line, faults, ...shape }, values: mendable });
    } else if (mendable === undefined && this.#others.length < mendMost) this.#others.push(...faults);
    else this.#more += 1;
  }
}

import { createHash } from "node:crypto";
import type {
  ImportBatchKept,
  ImportCounts,
  ImportKind,
  ImportReject,
  ImportRun,
  ImportRunBegun,
  ImportRunIn,
  ReadingBatchIn,
} from "@chengyun/contracts";
import { placesOf, readingBatchMost } from "@chengyun/contracts";
import type { RowFault } from "./fault.ts";
import type { Lined, ReadingRow, RowKind } from "./make/row.ts";
import type { Mapping } from "./map/mapping.ts";
import { StateBatcher } from "./state-batcher.ts";
import type { Understanding } from "./understanding.ts";

/** The calls a run needs: the typed client has them, and tests may stand in for the city. */
export interface ImportCity {
  readonly beginImportRun: (run: ImportRunIn) => Promise<ImportRunBegun>;
  readonly importState: (kind: Exclude<RowKind, "readings">, batch: never) => Promise<ImportBatchKept>;
  readonly importReadings: (batch: ReadingBatchIn) => Promise<ImportBatchKept>;
  readonly addImportRejects: (id: string, rejects: readonly ImportReject[]) => Promise<unknown>;
  readonly endImportRun: (id: string, rows: number) => Promise<ImportRun>;
}

/** What came of a run. */
export interface RunResult {
  readonly run: ImportRun;
  readonly rows: number;
  readonly leftOut: number;
  /** Batches that were there from an earlier, broken run. */
  readonly skipped: number;
  /** Rows that the mapping itself could not read; what the city refused it tells by the run. */
  readonly faultCount: number;
}

/** How far a run is. */
export interface RunProgress {
  readonly rows: number;
  readonly counts: ImportCounts;
  /** Batches passed over because the city has them. */
  readonly skipped: number;
}

/** What a run is given. */
export interface RunOptions {
  readonly city: ImportCity;
  readonly mapping: Mapping;
  readonly understanding: Understanding;
  readonly tell?: (progress: RunProgress) => void;
}

const rejectsAtOnce = 500;
const longestField = 200;
/** So many batches are on their way at once: the city works on one while the next comes. */
const atOnce = 2;
/** Areas stand under areas that came before: each batch is kept before the next goes. */
const areasAtOnce = 1;

/**
 * How rows are cut into batches. A batch is known by its number alone, so whatever changes which rows stand in which batch
 * takes the next number here: then a file is another run, and nothing is passed over for having had a number before. So
 * does what tells rows apart: with 3 features are counted, where their lines were before.
 */
const cut = { readings: 3, rows: 4 };

/** SHA-256 of a mapping, whatever the order of its keys, and of the way batches are cut. */
export const digestMapping = (mapping: Mapping): string => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return createHash("sha256")
    .update(JSON.stringify({ cut: cut[mapping.kind === "readings" ? "readings" : "rows"], mapping: sorted(mapping) }))
    .digest("hex");
};

type Columns = Pick<ReadingBatchIn, "streams" | "stream" | "at" | "value" | "line">;

/** Gathers readings into columns. */
class ReadingBatcher {
  #places = new Map<string, number>();
  #columns: Columns = { streams: [], stream: [], at: [], value: [], line: [] };

  get size(): number {
    return this.#columns.at.length;
  }

  add({ line, thing, stream, unit, at, value }: ReadingRow): boolean {
    const columns = this.#columns;
    const key = `${stream} ${thing}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = columns.streams.length;
      this.#places.set(key, place);
      columns.streams.push({ thing, stream, unit });
    }
    columns.stream.push(place);
    columns.at.push(at);
    columns.value.push(value);
    columns.line.push(line);
    return columns.at.length >= readingBatchMost;
  }

  take(): Columns {
    const taken = this.#columns;
    this.#columns = { streams: [], stream: [], at: [], value: [], line: [] };
    this.#places = new Map();
    return taken;
  }
}

const addCounts = (into: Record<string, number>, counts: ImportCounts): void => {
  for (const [name, count] of Object.entries(counts)) into[name] = (into[name] ?? 0) + count;
};

/** A run on its way: cuts, sends, counts. */
class Run {
  rows = 0;
  leftOut = 0;
  skipped = 0;
  faultCount = 0;
  readonly #options: RunOptions;
  readonly #id: string;
  readonly #done: ReadonlySet<number>;
  readonly #counts: Record<string, number>;
  readonly #state = new StateBatcher();
  readonly #readings = new ReadingBatcher();
  readonly #sending = new Set<Promise<void>>();
  #no = 0;
  #fault: unknown;
  #unsentRejects: ImportReject[] = [];

  constructor(options: RunOptions, begun: ImportRunBegun) {
    this.#options = options;
    this.#id = begun.id;
    this.#done = new Set(begun.done);
    this.#counts = { ...begun.counts };
  }

  async takeState(kind: Exclude<RowKind, "readings">, rows: readonly Lined<unknown>[]): Promise<void> {
    for (const row of rows) {
      this.rows += 1;
      if (this.#state.add(row)) await this.#sendState(kind);
    }
  }

  async takeReadings(rows: readonly ReadingRow[]): Promise<void> {
    for (const row of rows) {
      this.rows += 1;
      if (this.#readings.add(row)) await this.#sendReadings();
    }
  }

  async takeFaults(faults: readonly RowFault[]): Promise<void> {
    this.faultCount += faults.length;
    for (const { line, field, code, text } of faults)
      this.#unsentRejects.push({ line, field: field.slice(0, longestField), code, text });
    while (this.#unsentRejects.length >= rejectsAtOnce) await this.#sendRejects();
  }

  /** Links need their things: what was begun of one kind is kept before the next begins. */
  async finish(kind: RowKind): Promise<void> {
    if (kind === "readings") {
      if (this.#readings.size > 0) await this.#sendReadings();
    } else if (this.#state.rows.length > 0) await this.#sendState(kind);
    await Promise.all(this.#sending);
    if (this.#fault !== undefined) throw this.#fault;
  }

  async end(): Promise<ImportRun> {
    while (this.#unsentRejects.length > 0) await this.#sendRejects();
    return this.#options.city.endImportRun(this.#id, this.rows);
  }

  async #sendRejects(): Promise<void> {
    await this.#options.city.addImportRejects(this.#id, this.#unsentRejects.splice(0, rejectsAtOnce));
  }

  #sendState(kind: Exclude<RowKind, "readings">): Promise<void> {
    const rows = this.#state.take();
    return this.#send((batch) => this.#options.city.importState(kind, { ...batch, rows } as never));
  }

  #sendReadings(): Promise<void> {
    const columns = this.#readings.take();
    return this.#send((batch) => this.#options.city.importReadings({ ...batch, ...columns }));
  }

  async #send(call: (batch: { run: string; batch: number }) => Promise<ImportBatchKept>): Promise<void> {
    const batch = this.#no;
    this.#no += 1;
    if (this.#done.has(batch)) {
      this.skipped += 1;
      this.#tell();
      return;
    }
    const most = kindOf(this.#options.mapping) === "areas" ? areasAtOnce : atOnce;
    while (this.#sending.size >= most) await Promise.race(this.#sending);
    if (this.#fault !== undefined) throw this.#fault;
    const sent = call({ run: this.#id, batch }).then(
      ({ counts }) => {
        addCounts(this.#counts, counts);
        this.#tell();
      },
      (fault: unknown) => {
        this.#fault ??= fault;
      },
    );
    const tracked: Promise<void> = sent.finally(() => this.#sending.delete(tracked));
    this.#sending.add(tracked);
  }

  #tell(): void {
    this.#options.tell?.({ rows: this.rows, counts: this.#counts as never, skipped: this.skipped });
  }
}

const kindOf = (mapping: Mapping): ImportKind => mapping.kind;

/**
 * Imports a file: what the city has of it already is passed over, so a run that was cut off is simply started again.
 * Batches are cut the same way every time, by count and size alone.
 */
export const runImport = async (options: RunOptions): Promise<RunResult> => {
  const { city, mapping, understanding } = options;
  const { file } = understanding;
  const begun = await city.beginImportRun({
    kind: kindOf(mapping),
    source: mapping.source,
    name: file.name,
    file: file.digest,
    mapping: digestMapping(mapping),
    places: placesOf(understanding.format),
  });
  const run = new Run(options, begun);
  let kind: RowKind | undefined;
  for await (const piece of understanding.pieces()) {
    if (kind !== undefined && kind !== piece.kind) await run.finish(kind);
    kind = piece.kind;
    run.leftOut += piece.leftOut;
    await run.takeFaults(piece.faults);
    if (piece.kind === "readings") await run.takeReadings(piece.rows);
    else await run.takeState(piece.kind, piece.rows);
  }
  if (kind !== undefined) await run.finish(kind);
  const { rows, leftOut, skipped, faultCount } = run;
  return { run: await run.end(), rows, leftOut, skipped, faultCount };
};

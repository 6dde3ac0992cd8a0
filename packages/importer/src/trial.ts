import type { ChangedRow, ImportTrial, ReadingTrial, ReadingTrialIn } from "@chengyun/contracts";
import { describedMost } from "@chengyun/contracts";
import { areaPath } from "@chengyun/kernel";
import { fault, type RowFault } from "./fault.ts";
import type { Lined, ReadingRow, RowKind } from "./make/row.ts";
import type { Mapping } from "./map/mapping.ts";
import { StateBatcher } from "./state-batcher.ts";
import { nobodys, StreamReasons } from "./stream-reasons.ts";
import { type Piece, type Understanding, withPieces } from "./understanding.ts";

type StateKind = Exclude<RowKind, "readings">;

/** The calls a trial needs: the typed client has them. */
export interface TrialCity {
  readonly tryImport: (kind: StateKind, batch: never) => Promise<ImportTrial>;
  readonly tryReadings: (asked: ReadingTrialIn) => Promise<ReadingTrial>;
}

/** What would become of rows, held against the city as it is. What it refuses stands among the faults. */
export interface Tried {
  readonly added: number;
  readonly changed: number;
  readonly known: number;
  /** Readings of things nobody knows: they would wait in the quarantine. */
  readonly waiting: number;
  /** The first of those that would change something, with what of it. */
  readonly changedRows: readonly ChangedRow[];
  /** Of a network drawn as lines, nodes that the city has. */
  readonly knownRefs: readonly string[];
}

const nothing: Tried = { added: 0, changed: 0, known: 0, waiting: 0, changedRows: [], knownRefs: [] };

/** Both together; of the rows told field by field the first. */
export const addTried = (one: Tried = nothing, other: Tried = nothing): Tried => ({
  added: one.added + other.added,
  changed: one.changed + other.changed,
  known: one.known + other.known,
  waiting: one.waiting + other.waiting,
  changedRows: [...one.changedRows, ...other.changedRows].slice(0, describedMost),
  knownRefs: [...one.knownRefs, ...other.knownRefs],
});

interface Judged<Row> {
  readonly rows: readonly Row[];
  readonly faults: readonly RowFault[];
  readonly tried: Tried;
}

/** What a batch needs to know of the rows before it in the same file. */
class Promises {
  readonly #things = new Map<string, readonly [number, number]>();
  readonly #areas = new Map<string, number>();

  keep(kind: StateKind, row: unknown): void {
    if (kind === "areas") {
      const { code, parentPath, level } = row as { code: string; parentPath: string; level: number };
      this.#areas.set(areaPath(code, parentPath), level);
    } else if (kind === "things") {
      const { ref, position } = row as { ref: string; position: readonly [number, number] };
      this.#things.set(ref, position);
    }
  }

  of(kind: StateKind, rows: readonly Lined<unknown>[]): object {
    if (kind === "areas") {
      const paths = new Set(rows.map(({ row }) => (row as { parentPath: string }).parentPath));
      return { promised: [...paths].flatMap((path) => this.#area(path)) };
    }
    if (kind !== "links") return {};
    const ends = rows.map(({ row }) => row as { from: string; to: string });
    const refs = new Set(ends.flatMap(({ from, to }) => [from, to]));
    return { promised: [...refs].flatMap((ref) => this.#thing(ref)) };
  }

  #area(path: string) {
    const level = this.#areas.get(path);
    return level === undefined ? [] : [{ path, level }];
  }

  #thing(ref: string) {
    const position = this.#things.get(ref);
    return position === undefined ? [] : [{ ref, position }];
  }
}

/** One reading of a file against the city, batch by batch; nothing is remembered but what later rows need. */
class Trial {
  readonly #city: TrialCity;
  readonly #mapping: Mapping;
  readonly #promises = new Promises();
  readonly #streams: StreamReasons;
  readonly #toldThings = new Set<string>();
  #described = 0;

  constructor(city: TrialCity, mapping: Mapping) {
    this.#city = city;
    this.#mapping = mapping;
    this.#streams = new StreamReasons(city.tryReadings);
  }

  async judge(piece: Piece): Promise<Piece> {
    const judged =
      piece.kind === "readings" ? await this.#readings(piece.rows) : await this.#state(piece.kind, piece.rows);
    const { rows, tried } = judged;
    return { ...piece, rows, faults: [...piece.faults, ...judged.faults], tried } as Piece;
  }

  async #state(kind: StateKind, rows: readonly Lined<unknown>[]): Promise<Judged<Lined<unknown>>> {
    const good: Lined<unknown>[] = [];
    const faults: RowFault[] = [];
    let tried = nothing;
    const batcher = new StateBatcher();
    const send = async (): Promise<void> => {
      const batch = batcher.take();
      const judged = await this.#batch(kind, batch);
      for (const one of judged.rows) good.push(one);
      faults.push(...judged.faults);
      tried = addTried(tried, judged.tried);
    };
    for (const row of rows) if (batcher.add(row)) await send();
    if (batcher.rows.length > 0) await send();
    return { rows: good, faults, tried };
  }

  async #batch(kind: StateKind, batch: readonly Lined<unknown>[]): Promise<Judged<Lined<unknown>>> {
    const describe = describedMost - this.#described;
    // Numbers of reports are told by the system they come from.
    const from = kind === "reports" ? { source: this.#mapping.source } : {};
    const asked = { rows: batch, describe, ...from, ...this.#promises.of(kind, batch) };
    const { verdicts, rejects, changed } = await this.#city.tryImport(kind, asked as never);
    this.#described += changed.length;
    const rows = batch.filter((_, at) => verdicts[at] !== "refused");
    // Links of a network stand between things of the same file.
    if (kind === "areas" || this.#mapping.kind === "network")
      for (const { row } of rows) this.#promises.keep(kind, row);
    const count = (what: ImportTrial["verdicts"][number]): number => verdicts.filter((one) => one === what).length;
    const counts = { added: count("added"), changed: count("changed"), known: count("known"), waiting: 0 };
    const isDrawn = this.#mapping.kind === "network" && kind === "things";
    const known = isDrawn ? batch.filter((_, at) => verdicts[at] === "known" || verdicts[at] === "changed") : [];
    const knownRefs = known.map(({ row }) => (row as { readonly ref: string }).ref);
    return { rows, faults: rejects, tried: { ...counts, changedRows: changed, knownRefs } };
  }

  async #readings(rows: readonly ReadingRow[]): Promise<Judged<ReadingRow>> {
    await this.#streams.learn(rows);
    const good: ReadingRow[] = [];
    const faults: RowFault[] = [];
    let waiting = 0;
    for (const row of rows) {
      const { line, thing, stream } = row;
      const reason = this.#streams.of(row);
      if (reason?.code === nobodys) {
        waiting += 1;
        if (this.#toldThings.has(thing)) continue;
        this.#toldThings.add(thing);
        faults.push({ line, field: thing, code: nobodys, text: reason.text });
      } else if (reason != null)
        faults.push({ line, field: `${thing} ${stream}`, code: reason.code, text: reason.text });
      else if (row.at > this.#streams.latest)
        faults.push(
          fault(line, "time", "too-far-ahead", ["在未来 36 小时之后", "is more than 36 hours ahead"] as const),
        );
      else good.push(row);
    }
    return { rows: good, faults, tried: { ...nothing, waiting } };
  }
}

/**
 * A file as its dry run tells it: every row held against the city by the same judgement as when it is imported, so that the
 * import refuses nothing that the trial promised, and what of the city it would change is known before.
 */
export const triedWith = (understanding: Understanding, city: TrialCity, mapping: Mapping): Understanding =>
  withPieces(understanding, () => {
    const trial = new Trial(city, mapping);
    return (piece) => trial.judge(piece);
  });

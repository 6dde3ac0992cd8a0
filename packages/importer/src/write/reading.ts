import type { MappingOf } from "../map/mapping.ts";
import { type Cells, writeValue, writeWhere } from "./cells.ts";
import { writeMoment } from "./moment.ts";

type Readings = MappingOf<"readings">;

/** A stream the mapping could have read, and how its rows say whose it is. */
export interface Wanted {
  readonly series: Readings["values"][number];
  readonly cells: Cells;
}

/** Whether the mapping could read anything of a thing. */
export const isReadOf = (mapping: Readings, thing: string): boolean =>
  mapping.values.some((series) => writeValue(series.thing, thing, {}));

/** How the mapping reads a stream of a thing; undefined when it never could. */
export const findSeries = (mapping: Readings, thing: string, stream: string): Wanted | undefined => {
  for (const series of mapping.values) {
    const cells: Cells = {};
    if (writeValue(series.thing, thing, cells) && writeValue(series.stream, stream, cells)) return { series, cells };
  }
  return undefined;
};

/** Gathers readings into rows: those of one moment and one owner stand in one row, each in its column. */
export class ReadingTable {
  readonly #mapping: Readings;
  readonly #rows = new Map<string, { at: number; cells: Cells }>();
  unwritable = 0;

  constructor(mapping: Readings) {
    this.#mapping = mapping;
  }

  add({ series, cells: owner }: Wanted, at: number, value: number): void {
    const key = `${JSON.stringify(owner)} ${at}`;
    const row = this.#rows.get(key) ?? { at, cells: { ...owner } };
    const isNew = !this.#rows.has(key);
    const isPlaced =
      !isNew || (writeMoment(this.#mapping, at, row.cells) && writeWhere(this.#mapping.where, row.cells));
    if (isPlaced && writeValue(series.value, value, row.cells)) this.#rows.set(key, row);
    else this.unwritable += 1;
  }

  /** Rows in order of time, those of one moment in the order of their owners. */
  rows(): Cells[] {
    return [...this.#rows.values()].sort((one, other) => one.at - other.at).map(({ cells }) => cells);
  }
}

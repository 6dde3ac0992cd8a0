import { isWithin } from "@chengyun/kernel";
import { type Groups, makeGroups, recount } from "./thing-groups.ts";
import { worldX, worldY } from "./tile-frame.ts";

/** A thing as the index is told of it. */
export interface IndexedThing {
  readonly no: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly type: string;
  readonly areaPath: string;
  readonly worst: number;
  readonly retired: boolean;
}

/** Bits of the grid, each way, by which things are sorted: cells of about a kilometre, then looked through. */
const gridBits = 15;
/** The world in whole numbers: about a centimetre. */
const world = 2 ** 32;
/** A sixteenth of a tile up to this zoom holds whole groups. */
export const lastGroupedZoom = 12;
/** Changes kept beside the sorted rows before all are sorted again. */
const mostLoose = 20_000;

/** Numbers given to words, in order of their coming. */
const createCodes = () => {
  const words: string[] = [];
  const byWord = new Map<string, number>();
  return {
    words,
    of: (word: string): number => {
      const known = byWord.get(word);
      if (known !== undefined) return known;
      byWord.set(word, words.length);
      return words.push(word) - 1;
    },
  };
};

const spread = (value: number): number => {
  let bits = value & 0x7fff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
};

/** Place of a cell on the curve that keeps near things near (Morton): the cells of any tile are one stretch of it. */
const cellOf = (x: number, y: number): number => spread(x >>> (32 - gridBits)) + 2 * spread(y >>> (32 - gridBits));

/** The stretch of the curve that a tile covers, and where the next begins. */
const stretchOf = ({ zoom, x, y }: Tile): readonly [first: number, after: number] => {
  const span = world / 2 ** zoom;
  const cells = 4 ** Math.max(0, gridBits - zoom);
  const first = Math.floor(cellOf(x * span, y * span) / cells) * cells;
  return [first, first + cells];
};

const firstAtOrAfter = (cells: Uint32Array, count: number, cell: number): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle] ?? 0) < cell) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Columns of so many things. */
const createColumns = (size: number) => ({
  no: new Uint32Array(size),
  x: new Uint32Array(size),
  y: new Uint32Array(size),
  cell: new Uint32Array(size),
  type: new Uint16Array(size),
  area: new Uint32Array(size),
  worst: new Uint8Array(size),
});
type Columns = ReturnType<typeof createColumns>;

/** What of the index an asker may see. */
export interface Sight {
  /** Area prefix of the asker. */
  readonly areaPath: string;
  /** Types asked for; all when absent. */
  readonly types?: ReadonlySet<string> | undefined;
}

/** A thing in a tile, or several that lie together. */
export interface Spot {
  /** Number of the thing; of several, of one of them. */
  readonly no: number;
  readonly worst: number;
  /** Where it lies in the tile (0–1); of several, their middle. */
  readonly x: number;
  readonly y: number;
  /** How many it stands for. */
  readonly size: number;
}

/** Told of each spot in a tile. */
export type Visit = (spot: Spot) => void;

interface Tile {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Where all things are and how they do, in a few bytes each: a million take 30 MB, and counting all of them in a tile
 * takes some milliseconds. It is a copy of the store, brought up to date by whoever holds it.
 */
export class ThingIndex {
  readonly #types = createCodes();
  readonly #areas = createCodes();
  readonly #placeOf = new Map<number, number>();
  #columns: Columns = createColumns(0);
  /** Rows in the order of the curve; those after it came later. */
  #sorted = 0;
  #count = 0;
  #groups: Groups = makeGroups(createColumns(0), 0);
  /** Cells of the curve in which sorted rows were taken away since their groups were counted. */
  readonly #recount = new Set<number>();

  /** Takes things as they are now. */
  put(things: readonly IndexedThing[]): void {
    this.#grow(this.#count + things.length);
    for (const thing of things) this.#putOne(thing);
  }

  /** Sorts what came since: all of it after a first load, later only when it has become much. */
  settle(least = mostLoose): void {
    if (this.#count - this.#sorted > least) this.#sort();
  }

  /** How many an asker may see of each type. */
  count(areaPath: string): ReadonlyMap<string, number> {
    const { no, type, area } = this.#columns;
    const mayArea = this.#areas.words.map((path) => isWithin(path, areaPath));
    const counts = new Uint32Array(this.#types.words.length);
    for (let at = 0; at < this.#count; at += 1)
      if (no[at] !== 0 && mayArea[area[at] ?? 0] === true) counts[type[at] ?? 0] = (counts[type[at] ?? 0] ?? 0) + 1;
    return new Map(this.#types.words.map((word, code) => [word, counts[code] ?? 0]));
  }

  /** Visits what an asker may see of a tile. */
  visit(tile: Tile, sight: Sight, visit: Visit): void {
    const look = this.#lookInto(tile, sight, visit);
    const [first, after] = stretchOf(tile);
    const end = this.#firstAt(after);
    for (let at = this.#firstAt(first); at < end; at += 1) look(at);
    for (let at = this.#sorted; at < this.#count; at += 1) look(at);
  }

  /**
   * Visits what an asker may see of a tile up to `lastGroupedZoom`, by groups: things of one type and area that lie
   * within a sixteenth of such a tile, so that whoever counts by sixteenths counts the same.
   */
  visitGroups(tile: Tile, sight: Sight, visit: Visit): void {
    this.#countAnew();
    const groups = this.#groups;
    const { mayArea, mayType } = this.#sightOf(sight);
    const span = world / 2 ** tile.zoom;
    const [first, after] = stretchOf(tile);
    const end = firstAtOrAfter(groups.cell, groups.count, after);
    for (let at = firstAtOrAfter(groups.cell, groups.count, first); at < end; at += 1) {
      const size = groups.size[at] ?? 0;
      if (size === 0 || mayArea[groups.area[at] ?? 0] !== 1 || mayType[groups.type[at] ?? 0] !== 1) continue;
      const [x, y] = [(groups.x[at] ?? 0) / size / span - tile.x, (groups.y[at] ?? 0) / size / span - tile.y];
      visit({ no: groups.no[at] ?? 0, worst: groups.worst[at] ?? 0, x, y, size });
    }
    const look = this.#lookInto(tile, sight, visit);
    for (let at = this.#sorted; at < this.#count; at += 1) look(at);
  }

  #sightOf(sight: Sight): { readonly mayArea: readonly number[]; readonly mayType: readonly number[] } {
    return {
      mayArea: this.#areas.words.map((path) => (isWithin(path, sight.areaPath) ? 1 : 0)),
      mayType: this.#types.words.map((word) => (sight.types?.has(word) === false ? 0 : 1)),
    };
  }

  #lookInto(tile: Tile, sight: Sight, visit: Visit): (row: number) => void {
    const { no, x, y, type, area, worst } = this.#columns;
    const { mayArea, mayType } = this.#sightOf(sight);
    const span = world / 2 ** tile.zoom;
    const [west, north] = [tile.x * span, tile.y * span];
    return (at) => {
      const [dx, dy] = [(x[at] ?? 0) - west, (y[at] ?? 0) - north];
      if (dx < 0 || dy < 0 || dx >= span || dy >= span) return;
      if (no[at] === 0 || mayArea[area[at] ?? 0] !== 1 || mayType[type[at] ?? 0] !== 1) return;
      visit({ no: no[at] ?? 0, worst: worst[at] ?? 0, x: dx / span, y: dy / span, size: 1 });
    };
  }

  #countAnew(): void {
    for (const cell of this.#recount)
      recount(this.#groups, this.#columns, this.#firstAt(cell), this.#firstAt(cell + 1));
    this.#recount.clear();
  }

  #putOne(thing: IndexedThing): void {
    const before = this.#placeOf.get(thing.no);
    const columns = this.#columns;
    // A number of zero is nobody's: the row is left where it is until all are sorted again.
    if (before !== undefined) columns.no[before] = 0;
    if (before !== undefined && before < this.#sorted) this.#recount.add(columns.cell[before] ?? 0);
    this.#placeOf.delete(thing.no);
    if (thing.retired) return;
    const at = this.#count;
    columns.no[at] = thing.no;
    columns.x[at] = Math.min(world - 1, Math.max(0, worldX(thing.longitude) * world));
    columns.y[at] = Math.min(world - 1, Math.max(0, worldY(thing.latitude) * world));
    columns.cell[at] = cellOf(columns.x[at] ?? 0, columns.y[at] ?? 0);
    columns.type[at] = this.#types.of(thing.type);
    columns.area[at] = this.#areas.of(thing.areaPath);
    columns.worst[at] = thing.worst;
    this.#placeOf.set(thing.no, at);
    this.#count += 1;
  }

  #grow(size: number): void {
    if (size <= this.#columns.no.length) return;
    const columns = createColumns(Math.ceil(size * 1.5));
    for (const name of Object.keys(columns) as (keyof Columns)[]) columns[name].set(this.#columns[name]);
    this.#columns = columns;
  }

  /** First sorted row at or after a place on the curve. */
  #firstAt(cell: number): number {
    return firstAtOrAfter(this.#columns.cell, this.#sorted, cell);
  }

  #sort(): void {
    const old = this.#columns;
    // Cell and row in one number: 30 bits and 23.
    const keys = new Float64Array(this.#placeOf.size);
    let filled = 0;
    for (const at of this.#placeOf.values()) {
      keys[filled] = (old.cell[at] ?? 0) * 2 ** 23 + at;
      filled += 1;
    }
    keys.sort();
    const columns = createColumns(Math.max(old.no.length, filled));
    this.#placeOf.clear();
    for (let at = 0; at < filled; at += 1) {
      const from = (keys[at] ?? 0) % 2 ** 23;
      for (const name of columnNames) columns[name][at] = old[name][from] ?? 0;
      this.#placeOf.set(columns.no[at] ?? 0, at);
    }
    this.#columns = columns;
    this.#sorted = filled;
    this.#count = filled;
    this.#groups = makeGroups(columns, filled);
    this.#recount.clear();
  }
}

const columnNames = ["no", "x", "y", "cell", "type", "area", "worst"] as const;

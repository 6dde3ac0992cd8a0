import { isWithin } from "@chengyun/kernel";
import { cellOf, fineOf, placeOnCurve, sortByCurve, stretchOf, type Tile } from "./curve.ts";
import { NumberTable } from "./number-table.ts";
import { type Groups, makeGroups, recount } from "./thing-groups.ts";
import { idBytes, putId, readId } from "./thing-id.ts";
import { world, worldX, worldY } from "./world.ts";

/** A thing as the index is told of it. */
export interface IndexedThing {
  readonly no: number;
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly type: string;
  readonly areaPath: string;
  readonly worst: number;
  readonly retired: boolean;
}

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

const inWorld = (share: number): number => Math.floor(Math.min(world - 1, Math.max(0, share * world)));

/** First of so many rows whose place on the curve is this one or a later one. */
const firstAtOrAfter = (place: number, count: number, placeOf: (row: number) => number): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (placeOf(middle) < place) low = middle + 1;
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
  fine: new Uint8Array(size),
  type: new Uint16Array(size),
  area: new Uint32Array(size),
  worst: new Uint8Array(size),
  id: new Uint8Array(size * idBytes),
});
type Columns = ReturnType<typeof createColumns>;
const numberNames = ["no", "x", "y", "cell", "fine", "type", "area", "worst"] as const;
const columnNames = [...numberNames, "id"] as const;

/** What of the index an asker may see. */
export interface Sight {
  /** Area prefix of the asker. */
  readonly areaPath: string;
  /** Types asked for; all when absent. */
  readonly types?: ReadonlySet<string> | undefined;
}

/** A thing in a tile. */
export interface Spot {
  readonly no: number;
  readonly id: string;
  readonly type: string;
  readonly worst: number;
  /** Where it lies in the tile (0–1). */
  readonly x: number;
  readonly y: number;
}

/** What lies in each cell of a tile, row by row of cells. */
export interface Tally {
  readonly count: Uint32Array;
  readonly worst: Uint8Array;
  /** Sums of their places, in whole numbers of the world. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Number of one of them. */
  readonly no: Uint32Array;
}

const createTally = (across: number): Tally => ({
  count: new Uint32Array(across ** 2),
  worst: new Uint8Array(across ** 2),
  x: new Float64Array(across ** 2),
  y: new Float64Array(across ** 2),
  no: new Uint32Array(across ** 2),
});

const addGroup = (tally: Tally, cell: number, groups: Groups, group: number): void => {
  tally.count[cell] = (tally.count[cell] ?? 0) + (groups.size[group] ?? 0);
  tally.worst[cell] = Math.max(tally.worst[cell] ?? 0, groups.worst[group] ?? 0);
  tally.x[cell] = (tally.x[cell] ?? 0) + (groups.x[group] ?? 0);
  tally.y[cell] = (tally.y[cell] ?? 0) + (groups.y[group] ?? 0);
  tally.no[cell] = groups.no[group] ?? 0;
};

/** Rows to be counted into cells, so many each way: a power of two. */
interface Counting {
  readonly sight: Sight;
  readonly across: number;
  readonly from: number;
  readonly end: number;
}

/** Bits of a place left of which it is the number of a tile's cell. */
const shiftOf = (tile: Tile, across: number): number => 32 - tile.zoom - Math.log2(across);

/**
 * Where all things are and how they do, in a few bytes each: a million take 60 MB, and counting all of them in a tile
 * takes some milliseconds. It is a copy of the store, brought up to date by whoever holds it.
 */
export class ThingIndex {
  readonly #types = createCodes();
  readonly #areas = createCodes();
  readonly #rowOf = new NumberTable();
  #columns: Columns = createColumns(0);
  /** Rows in the order of the curve; those after it came later. */
  #sorted = 0;
  #count = 0;
  #groups: Groups = makeGroups(createColumns(0), 0);
  /** Cells of the curve in which sorted rows were taken away since their groups were counted. */
  readonly #recount = new Set<number>();

  /** How many groups the sorted things are. */
  get groupCount(): number {
    return this.#groups.count;
  }

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

  /** Numbers of what an asker may see of a tile; undefined when they are more than so many. */
  list(tile: Tile, sight: Sight, most: number): readonly number[] | undefined {
    const { no } = this.#columns;
    const isSeen = this.#seenBy(tile, sight);
    const found: number[] = [];
    for (const [from, end] of this.#rowsOf(tile))
      for (let at = from; at < end; at += 1) if (isSeen(at) && found.push(no[at] ?? 0) > most) return undefined;
    return found;
  }

  /** Where a thing is, in shares of the world's map. */
  placeOf(no: number): readonly [x: number, y: number] | undefined {
    const row = this.#rowOf.get(no);
    return row === undefined ? undefined : [(this.#columns.x[row] ?? 0) / world, (this.#columns.y[row] ?? 0) / world];
  }

  /** A thing by its number as it lies in a tile. */
  find(no: number, { zoom, x, y }: Tile): Spot | undefined {
    const row = this.#rowOf.get(no);
    if (row === undefined) return undefined;
    const columns = this.#columns;
    const span = world / 2 ** zoom;
    const type = this.#types.words[columns.type[row] ?? 0] ?? "";
    const [east, south] = [(columns.x[row] ?? 0) / span - x, (columns.y[row] ?? 0) / span - y];
    return { no, id: readId(columns.id, row), type, worst: columns.worst[row] ?? 0, x: east, y: south };
  }

  /** Counts what an asker may see of a tile, by so many cells each way. */
  tally(tile: Tile, sight: Sight, across: number): Tally {
    const tally = createTally(across);
    for (const [from, end] of this.#rowsOf(tile)) this.#tallyRows(tally, tile, { sight, across, from, end });
    return tally;
  }

  /**
   * Counts what an asker may see of a tile up to `lastGroupedZoom`, by groups: things of one type and area that lie
   * within a sixteenth of such a tile, so that whoever counts by sixteenths counts the same.
   */
  tallyGroups(tile: Tile, sight: Sight, across: number): Tally {
    this.#countAnew();
    const tally = createTally(across);
    const groups = this.#groups;
    const { mayArea, mayType } = this.#sightOf(sight);
    const [shift, mask] = [shiftOf(tile, across), across - 1];
    const placeOf = (group: number): number => placeOnCurve(groups.cell[group] ?? 0, 0);
    const [from, end] = stretchOf(tile).map((place) => firstAtOrAfter(place, groups.count, placeOf));
    for (let at = from ?? 0; at < (end ?? 0); at += 1) {
      const size = groups.size[at] ?? 0;
      if (size === 0 || mayArea[groups.area[at] ?? 0] !== 1 || mayType[groups.type[at] ?? 0] !== 1) continue;
      const [x, y] = [(groups.x[at] ?? 0) / size, (groups.y[at] ?? 0) / size];
      addGroup(tally, ((y >>> shift) & mask) * across + ((x >>> shift) & mask), groups, at);
    }
    this.#tallyRows(tally, tile, { sight, across, from: this.#sorted, end: this.#count });
    return tally;
  }

  /** Rows among which a tile's things are: a stretch of the sorted ones, and all that came later. */
  #rowsOf(tile: Tile): readonly (readonly [from: number, end: number])[] {
    const [first, after] = stretchOf(tile);
    return [
      [this.#firstAt(first), this.#firstAt(after)],
      [this.#sorted, this.#count],
    ];
  }

  /** Counts rows: half a million in some milliseconds, so in whole numbers, and with nothing made on the way. */
  #tallyRows(tally: Tally, tile: Tile, { sight, across, from, end }: Counting): void {
    const { x, y, no, worst } = this.#columns;
    const isSeen = this.#seenBy(tile, sight);
    const [shift, mask] = [shiftOf(tile, across), across - 1];
    for (let at = from; at < end; at += 1) {
      if (!isSeen(at)) continue;
      const [east, south] = [x[at] ?? 0, y[at] ?? 0];
      const cell = ((south >>> shift) & mask) * across + ((east >>> shift) & mask);
      tally.count[cell] = (tally.count[cell] ?? 0) + 1;
      tally.x[cell] = (tally.x[cell] ?? 0) + east;
      tally.y[cell] = (tally.y[cell] ?? 0) + south;
      tally.no[cell] = no[at] ?? 0;
      if ((worst[at] ?? 0) > (tally.worst[cell] ?? 0)) tally.worst[cell] = worst[at] ?? 0;
    }
  }

  #sightOf(sight: Sight): { readonly mayArea: Uint8Array; readonly mayType: Uint8Array } {
    return {
      mayArea: Uint8Array.from(this.#areas.words, (path) => (isWithin(path, sight.areaPath) ? 1 : 0)),
      mayType: Uint8Array.from(this.#types.words, (word) => (sight.types?.has(word) === false ? 0 : 1)),
    };
  }

  /** Whether the thing of a row lies in a tile and may be seen. */
  #seenBy(tile: Tile, sight: Sight): (row: number) => boolean {
    const { no, x, y, type, area } = this.#columns;
    const { mayArea, mayType } = this.#sightOf(sight);
    const [east, south] = [tile.x, tile.y];
    // The whole world would be shifted by all bits, which the machine takes for none.
    const [isWorld, shift] = [tile.zoom === 0, 32 - tile.zoom];
    return (at) =>
      no[at] !== 0 &&
      mayArea[area[at] ?? 0] === 1 &&
      mayType[type[at] ?? 0] === 1 &&
      (isWorld || ((x[at] ?? 0) >>> shift === east && (y[at] ?? 0) >>> shift === south));
  }

  #countAnew(): void {
    for (const cell of this.#recount) {
      const [from, end] = [placeOnCurve(cell, 0), placeOnCurve(cell + 1, 0)].map((place) => this.#firstAt(place));
      recount(this.#groups, this.#columns, from ?? 0, end ?? 0);
    }
    this.#recount.clear();
  }

  #putOne(thing: IndexedThing): void {
    const before = this.#rowOf.get(thing.no);
    const columns = this.#columns;
    // A number of zero is nobody's: the row is left where it is until all are sorted again.
    if (before !== undefined) columns.no[before] = 0;
    if (before !== undefined && before < this.#sorted) this.#recount.add(columns.cell[before] ?? 0);
    if (thing.retired) {
      this.#rowOf.remove(thing.no);
      return;
    }
    const at = this.#count;
    const [x, y] = [inWorld(worldX(thing.longitude)), inWorld(worldY(thing.latitude))];
    columns.no[at] = thing.no;
    columns.x[at] = x;
    columns.y[at] = y;
    columns.cell[at] = cellOf(x, y);
    columns.fine[at] = fineOf(x, y);
    columns.type[at] = this.#types.of(thing.type);
    columns.area[at] = this.#areas.of(thing.areaPath);
    columns.worst[at] = thing.worst;
    putId(columns.id, at, thing.id);
    this.#rowOf.set(thing.no, at);
    this.#count += 1;
  }

  #grow(size: number): void {
    if (size <= this.#columns.no.length) return;
    const columns = createColumns(Math.ceil(size * 1.5));
    for (const name of columnNames) columns[name].set(this.#columns[name]);
    this.#columns = columns;
  }

  /** First sorted row at or after a place on the curve. */
  #firstAt(place: number): number {
    const { cell, fine } = this.#columns;
    return firstAtOrAfter(place, this.#sorted, (row) => placeOnCurve(cell[row] ?? 0, fine[row] ?? 0));
  }

  #sort(): void {
    const old = this.#columns;
    const left = new Uint32Array(this.#count);
    let filled = 0;
    for (let at = 0; at < this.#count; at += 1) {
      if (old.no[at] === 0) continue;
      left[filled] = at;
      filled += 1;
    }
    const order = sortByCurve(left.subarray(0, filled), old.cell, old.fine);
    const columns = createColumns(Math.max(old.no.length, filled));
    for (const name of numberNames) {
      const [to, from] = [columns[name], old[name]];
      for (let at = 0; at < filled; at += 1) to[at] = from[order[at] ?? 0] ?? 0;
    }
    for (let at = 0; at < filled; at += 1) {
      const from = (order[at] ?? 0) * idBytes;
      for (let byte = 0; byte < idBytes; byte += 1) columns.id[at * idBytes + byte] = old.id[from + byte] ?? 0;
      this.#rowOf.set(columns.no[at] ?? 0, at);
    }
    this.#columns = columns;
    this.#sorted = filled;
    this.#count = filled;
    this.#groups = makeGroups(columns, filled);
    this.#recount.clear();
  }
}

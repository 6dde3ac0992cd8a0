import { world } from "./world.ts";

/** Bits of a cell, each way: some 600 m. Things are grouped by it for far zooms. */
const cellBits = 16;
/** Bits within a cell, each way: down to some 40 m. */
const fineBits = 4;

/** A tile by its numbers. */
export interface Tile {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

const spread = (value: number): number => {
  let bits = value & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
};

/** Place of a cell on the curve that keeps near things near (Morton): the cells of any tile are one stretch of it. */
export const cellOf = (x: number, y: number): number =>
  spread(x >>> (32 - cellBits)) + 2 * spread(y >>> (32 - cellBits));

/** The same within a cell. */
export const fineOf = (x: number, y: number): number => {
  const [shift, mask] = [32 - cellBits - fineBits, 2 ** fineBits - 1];
  return spread((x >>> shift) & mask) + 2 * spread((y >>> shift) & mask);
};

/** Cell and place within it as one number. */
export const placeOnCurve = (cell: number, fine: number): number => cell * 4 ** fineBits + fine;

/** The stretch of the curve that a tile covers, and where the next begins; a smaller tile covers part of its stretch. */
export const stretchOf = ({ zoom, x, y }: Tile): readonly [first: number, after: number] => {
  const span = world / 2 ** zoom;
  const places = 4 ** Math.max(0, cellBits + fineBits - zoom);
  const [west, north] = [x * span, y * span];
  const first = Math.floor(placeOnCurve(cellOf(west, north), fineOf(west, north)) / places) * places;
  return [first, first + places];
};

const digitBits = 16;

/** Rows in the order of the curve. */
export const sortByCurve = (rows: Uint32Array, cell: Uint32Array, fine: Uint8Array): Uint32Array => {
  const digits: readonly ((row: number) => number)[] = [
    (row) => fine[row] ?? 0,
    (row) => (cell[row] ?? 0) & (2 ** digitBits - 1),
    (row) => (cell[row] ?? 0) >>> digitBits,
  ];
  return digits.reduce((order, digitOf) => {
    const starts = new Uint32Array(2 ** digitBits + 1);
    for (const row of order) starts[digitOf(row) + 1] = (starts[digitOf(row) + 1] ?? 0) + 1;
    for (let digit = 1; digit < starts.length; digit += 1)
      starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    const next = new Uint32Array(order.length);
    for (const row of order) {
      const at = starts[digitOf(row)] ?? 0;
      next[at] = row;
      starts[digitOf(row)] = at + 1;
    }
    return next;
  }, rows);
};

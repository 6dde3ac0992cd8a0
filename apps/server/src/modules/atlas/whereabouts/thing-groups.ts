/** Things of one type and one area within one small cell, as far zooms need them. */
export interface Groups {
  readonly count: number;
  /** Place of each group's cell on the curve; groups lie in its order. */
  readonly cell: Uint32Array;
  readonly type: Uint16Array;
  readonly area: Uint32Array;
  readonly size: Uint32Array;
  readonly worst: Uint8Array;
  /** Sums of the places of all: divided by the size, the middle. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Number of one of them: of a group of one, that one. */
  readonly no: Uint32Array;
  /** Group of each sorted row. */
  readonly of: Uint32Array;
}

/** Sorted rows that groups are made of. */
export interface GroupedRows {
  readonly no: Uint32Array;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly cell: Uint32Array;
  readonly type: Uint16Array;
  readonly area: Uint32Array;
  readonly worst: Uint8Array;
}

const addRow = (groups: Groups, group: number, rows: GroupedRows, row: number): void => {
  groups.size[group] = (groups.size[group] ?? 0) + 1;
  groups.worst[group] = Math.max(groups.worst[group] ?? 0, rows.worst[row] ?? 0);
  groups.x[group] = (groups.x[group] ?? 0) + (rows.x[row] ?? 0);
  groups.y[group] = (groups.y[group] ?? 0) + (rows.y[row] ?? 0);
  groups.no[group] = rows.no[row] ?? 0;
};

/** Which group each sorted row belongs to, and the first row of each group. */
const assign = (rows: GroupedRows, sorted: number): { of: Uint32Array; firsts: number[] } => {
  const of = new Uint32Array(sorted);
  const firsts: number[] = [];
  const inCell = new Map<number, number>();
  for (let row = 0; row < sorted; row += 1) {
    if (row === 0 || rows.cell[row] !== rows.cell[row - 1]) inCell.clear();
    const key = (rows.area[row] ?? 0) * 2 ** 16 + (rows.type[row] ?? 0);
    const known = inCell.get(key);
    of[row] = known ?? firsts.length;
    if (known !== undefined) continue;
    inCell.set(key, firsts.length);
    firsts.push(row);
  }
  return { of, firsts };
};

/** Gathers sorted rows: a million things are some ten thousand groups, so that far zooms count those instead. */
export const makeGroups = (rows: GroupedRows, sorted: number): Groups => {
  const { of, firsts } = assign(rows, sorted);
  const count = firsts.length;
  const groups: Groups = {
    count,
    cell: Uint32Array.from(firsts, (row) => rows.cell[row] ?? 0),
    type: Uint16Array.from(firsts, (row) => rows.type[row] ?? 0),
    area: Uint32Array.from(firsts, (row) => rows.area[row] ?? 0),
    size: new Uint32Array(count),
    worst: new Uint8Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    no: new Uint32Array(count),
    of,
  };
  for (let row = 0; row < sorted; row += 1) addRow(groups, of[row] ?? 0, rows, row);
  return groups;
};

/** Counts the groups of one cell anew, from its rows as they are now: those taken away have no number. */
export const recount = (groups: Groups, rows: GroupedRows, from: number, end: number): void => {
  for (let row = from; row < end; row += 1) {
    const group = groups.of[row] ?? 0;
    for (const sums of [groups.size, groups.worst, groups.x, groups.y, groups.no]) sums[group] = 0;
  }
  for (let row = from; row < end; row += 1) if (rows.no[row] !== 0) addRow(groups, groups.of[row] ?? 0, rows, row);
};

import type { RowPlaces } from "@chengyun/contracts";
import { areaPath } from "@chengyun/kernel";
import { fault, quoted, type RowFault } from "../fault.ts";
import { addedAt } from "../rejects-table.ts";
import type { Piece } from "../understanding.ts";
import type { Lined, RowKind } from "./row.ts";

type StateKind = Exclude<RowKind, "readings">;

const refOf = (row: unknown): string => {
  const { ref, code = "", parentPath = "" } = row as { ref?: string; code?: string; parentPath?: string };
  return ref ?? areaPath(code, parentPath);
};

const code = "repeated-in-file";

const repeated: Readonly<Record<RowPlaces, (line: number, ref: string, first: number) => RowFault>> = {
  line: (line, ref, first) =>
    fault(line, "ref", code, [
      `${quoted(ref)} 已在第 ${first} 行出现，以第 ${first} 行为准，本行未取`,
      `${quoted(ref)} stands in line ${first} already; that line counts and this one was not taken`,
    ]),
  feature: (line, ref, first) =>
    fault(line, "ref", code, [
      `${quoted(ref)} 已在第 ${first} 个要素中出现，以那个为准，这个未取`,
      `${quoted(ref)} is feature ${first} already; that one counts and this one was not taken`,
    ]),
};

/** A row that was left out as a repetition would now take the place of the first: it has to be another, or be let. */
const stillRepeated = (line: number, ref: string): RowFault =>
  fault(line, "ref", code, [
    `${quoted(ref)} 先前因编号重复未取，编号仍未改：请改编号；确要用本行代替先取的那行，就清空本行的 code 列`,
    `${quoted(ref)} was not taken before because it was repeated, and is the same still: give it another ref, or empty the cell "code" of this row to let it replace the one that was taken`,
  ]);

/** Of the headings of a table of ours, those that say why a row was not taken: its code, then the reasons. */
export const reasonColumns = (headings: readonly string[]): readonly string[] | undefined => {
  const at = addedAt(headings);
  return at < 0 ? undefined : headings.slice(at + 2, at + 5);
};

/** What keeps a row of such a table from being taken though it reads well; undefined where nothing does. */
export const keptBack = (
  { line, row }: Lined<unknown>,
  values: Readonly<Record<string, unknown>>,
  [codes = "", ...reasons]: readonly string[],
): RowFault | undefined => {
  if (!String(values[codes] ?? "").includes(code)) return undefined;
  const ref = refOf(row);
  const isSame = reasons.some((reason) => String(values[reason] ?? "").includes(quoted(ref)));
  return isSame ? stillRepeated(line, ref) : undefined;
};

/** Lets a ref count once in a file, at its first good row, wherever batches end; each later row is told with both lines. */
export class FirstOnly {
  readonly #lines: Record<StateKind, Map<string, number>> = {
    areas: new Map(),
    things: new Map(),
    links: new Map(),
    base: new Map(),
    reports: new Map(),
  };

  readonly #places: RowPlaces;

  /** `places`: by what the place of a row in its file is told. */
  constructor(places: RowPlaces) {
    this.#places = places;
  }

  /** The piece without what came before. Readings may come as often as they like: the city knows the same moment again. */
  check(piece: Piece): Piece {
    if (piece.kind === "readings") return piece;
    const known = this.#lines[piece.kind];
    const faults: RowFault[] = [];
    const rows = (piece.rows as readonly Lined<unknown>[]).filter(({ line, row }) => {
      const ref = refOf(row);
      const first = known.get(ref);
      if (first === undefined) known.set(ref, line);
      else faults.push(repeated[this.#places](line, ref, first));
      return first === undefined;
    });
    return faults.length === 0 ? piece : ({ ...piece, rows, faults: [...piece.faults, ...faults] } as Piece);
  }
}
